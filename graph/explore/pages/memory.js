// Keeps a few words in this browser alone (last visit, watchlist): tells Python what it holds, writes what it is given.
export default function ({ data, setStateValue }) {
  const held = () => { try { return localStorage.getItem("dealgraph") ?? "{}"; } catch { return "{}"; } };
  if (data.write) try { localStorage.setItem("dealgraph", data.write); } catch { /* a browser that keeps nothing */ }
  if (held() !== data.seen) setStateValue("held", held());
}
