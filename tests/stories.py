"""Stories for tests of consolidation: articles, and the events they must give, a line each. All names are invented."""

from __future__ import annotations

from tests.claims import News

EC, AUTHORITY, COURT = "Union Commission@public_body", "Rivalry Bureau@public_body", "High Court@court"
KESTREL = "Kestrel Semiconductors"

RAISED_BID = (
    News("a", "2024-03-04", "Les Nouvelles", "fr").say(
        "ACQUIRES", "Valmora", "Brightwell", "negotiating", stance="reported", sum=3.2e9, by="Bourse Wire"),
    News("b", "2024-03-12", "Harbour Wire")
    .say("ACQUIRES", "Valmora", "Brightwell", "offered")
    .say("ACQUIRES", "Valmora", "Brightwell", "agreed", sum=3.4e9, on="2024-03-12", by="Valmora")
    .say("ACQUIRES", "Valmora", "Brightwell", "completed", on="2024", role="expected"),
    News("c", "2024-05-21", "Agence Sud", "fr")
    .say("ACQUIRES", "Valmora", "Brightwell", "offered")
    .say("ACQUIRES", "Valmora", "Brightwell", "offered", sum=3.7e9, on="2024-05-21"),
    News("d", "2024-11-29", "Harbour Wire")
    .say("ACQUIRES", "Valmora", "Brightwell", "completed", on="2024-11-29")
    .say("ACQUIRES", "Valmora", "Brightwell", "planned"),
)
THREAT_TO_SETTLEMENT = (
    News("a", "2023-01-17", "City Paper").say("THREATENS_LEGAL_ACTION", KESTREL, "Ombra", "threatened"),
    News("b", "2023-01-18", "Le Matin", "fr")
    .say("THREATENS_LEGAL_ACTION", KESTREL, "Ombra", "threatened")
    .say("THREATENS_LEGAL_ACTION", KESTREL, "Ombra", "threatened", by="the City Paper"),
    News("c", "2023-03-02", "Harbour Wire")
    .say("SUES", "Kestrel", "Ombra", "filed", sum=420e6, currency="USD", of="claimed", on="2023-03-02"),
    News("d", "2024-02-09", "Harbour Wire")
    .say("SETTLES_WITH", "Ombra", KESTREL, "settled", sum=150e6, currency="USD", of="settlement")
    .say("SUES", KESTREL, "Ombra", "filed", on="2023"),
)
SECOND_SUIT = (
    News("a", "2019-06-11").say("SUES", "Parnell", "Quillon", "filed", on="2019-06-11", matter="patents"),
    News("b", "2020-01-30").say("SUES", "Parnell", "Quillon", "filed", on="2019-06")
    .say("RULES_AGAINST", COURT, "Parnell", "dismissed"),
    News("c", "2023-09-05").say("SUES", "Parnell", "Quillon", "filed", text="Parnell sues Quillon over hiring")
    .say("SUES", "Parnell", "Quillon", "filed", on="2023-09-05", text="Parnell filed a new lawsuit against Quillon"),
)
ONE_SOURCE = (
    News("a", "2025-02-03", "The Bourse Wire").say(
        "ACQUIRES", "Merevale@fund", "Tolvane", "negotiating", stance="reported", sum=6e9, by="The Bourse Wire",
        mode="anonymous"),
    News("b", "2025-02-03", "Harbour Wire").say(
        "ACQUIRES", "Merevale", "Tolvane", "negotiating", stance="reported", sum=6e9, by="Bourse Wire"),
    News("c", "2025-02-04", "Le Matin", "fr")
    .say("ACQUIRES", "Merevale", "Tolvane", "negotiating", stance="reported")
    .say("ACQUIRES", "Merevale", "Tolvane", "negotiating", stance="reported", by="Bourse Wire"),
    News("d", "2025-02-05", "Tele").say(
        "ACQUIRES", "Merevale", "Tolvane", "negotiating", stance="denied", by="Tolvane"),
)
ROUND = (
    News("a", "2025-06-18", "Jeunes Pousses", "fr").say("RAISES", "Solvène", None, "completed", sum=80e6, of="round")
    .say("INVESTS_IN", "Eurame", "Solvène", "agreed", sum=30e6, of="stake", statement="s")
    .say("INVESTS_IN", "Bancel", "Solvène", "completed", statement="s"),
    News("b", "2025-06-18", "Sprout").say("RAISES", "Solvène", None, "completed", sum=80e6, of="round", lead="Eurame"),
)
FINE_ANNULLED = (
    News("a", "2014-05-01").say("INVESTIGATES", EC, "Orbix", "ongoing"),
    News("b", "2018-01-24").say("FINES", EC, "Orbix", "decided", sum=997e6, of="fine", outcome="fined"),
    News("c", "2018-04-06").say("APPEALS_AGAINST", "Orbix", EC, "appealed")
    .say("FINES", EC, "Orbix", "decided", sum=997e6, of="fine", on="2018-01"),
    News("d", "2022-06-15").say("RULES_AGAINST", COURT, EC, "overturned", winner="Orbix")
    .say("FINES", EC, "Orbix", "decided", sum=997e6, of="fine", on="2018"),
)
BLOCKED = (
    News("a", "2022-01-18").say("ACQUIRES", "Micra", "Actis", "agreed", sum=68e9, on="2022-01-18"),
    News("b", "2022-09-01").say("INVESTIGATES", AUTHORITY, "Micra", "ongoing", matter="the acquisition of Actis"),
    News("c", "2023-04-26").say("BLOCKS", AUTHORITY, "Micra", "decided", counterparty="Actis", outcome="prohibited")
    .say("ACQUIRES", "Micra", "Actis", "prohibited"),
    News("d", "2023-10-13").say("ACQUIRES", "Micra", "Actis", "completed", on="2023-10-13")
    .say("APPROVES", AUTHORITY, "Micra", "decided", counterparty="Actis", outcome="cleared"),
)
BREACH = (
    News("a", "2022-04-25").say("ACQUIRES", "Elmer", "Birdie", "agreed", sum=44e9),
    News("b", "2022-07-08").say("ACQUIRES", "Elmer", "Birdie", "abandoned")
    .say("THREATENS_LEGAL_ACTION", "Birdie", "Elmer", "threatened"),
    News("c", "2022-10-28").say("ACQUIRES", "Elmer", "Birdie", "completed", on="2022-10-27"),
)
CHALLENGE = (
    News("a", "2026-03-18", "Veille", "fr")
    .say("INVESTS_IN", "Amarok", "Openia", "agreed", sum=5e9, of="stake", on="2026-02")
    .say("RAISES", "Openia", None, "agreed", sum=11e9, of="round", on="2026-02")
    .say("THREATENS_LEGAL_ACTION", "Micra", "Openia", "threatened", stance="reported", by="City Paper")
    .say("PARTNERS_WITH", "Openia", "Micra", "in_force")
    .say("NEGOTIATES_WITH", "Micra", "Openia", "negotiating", by="City Paper", matter="solution sans les tribunaux"),
)
RIVALS = (
    News("a", "2020-01-10").say("ACQUIRES", "Elmer", "Birdie", "offered", sum=3e9),
    News("b", "2020-01-20").say("ACQUIRES", "Oakley", "Birdie", "offered", sum=4e9, statement="s")
    .say("ACQUIRES", "Ashby", "Birdie", "offered", sum=4e9, statement="s"),
)

STORIES: dict[str, tuple[tuple[News, ...], list[str]]] = {
    "raised bid": (RAISED_BID, ["ACQUIRES Valmora > Brightwell completed: negotiating agreed offered completed"]),
    "threat, suit, settlement": (
        THREAT_TO_SETTLEMENT, ["litigation Kestrel Semiconductors > Ombra settled: threatened filed settled"]),
    "second suit after dismissal": (
        SECOND_SUIT, ["litigation Parnell > Quillon dismissed: filed dismissed",
                      "litigation Parnell > Quillon filed: filed"]),
    "one source, many outlets, a denial": (
        ONE_SOURCE, ["ACQUIRES Merevale > Tolvane negotiating: negotiating not negotiating"]),
    "round and its investors": (
        ROUND, ["INVESTS_IN Bancel > Solvène completed: completed",
                "INVESTS_IN Eurame > Solvène completed: agreed completed",
                "RAISES Solvène >  completed: completed"]),
    "review, fine, appeal, annulment": (
        FINE_ANNULLED, ["regulatory Union Commission > Orbix overturned: ongoing decided appealed overturned"]),
    "blocked, then cleared": (
        BLOCKED, ["ACQUIRES Micra > Actis completed: agreed prohibited completed",
                  "regulatory Rivalry Bureau > Micra decided: ongoing decided decided"]),
    "withdrawn, forced to complete": (
        BREACH, ["ACQUIRES Elmer > Birdie completed: agreed abandoned completed",
                 "litigation Birdie > Elmer threatened: threatened"]),
    "threat over a deal with a third": (
        CHALLENGE, ["INVESTS_IN Amarok > Openia agreed: agreed", "PARTNERS_WITH Openia > Micra in_force: in_force",
                    "RAISES Openia >  agreed: agreed",
                    "litigation Micra > Openia negotiating: threatened negotiating"]),
    "rival bids, one of a pair": (
        RIVALS, ["ACQUIRES Ashby & Oakley > Birdie offered: offered", "ACQUIRES Elmer > Birdie offered: offered"]),
    "two fines, a year apart": (
        (News("a", "2017-06-27").say("FINES", EC, "Orbix", "decided", sum=2.42e9, of="fine"),
         News("b", "2018-07-18").say("FINES", EC, "Orbix", "decided", sum=4.34e9, of="fine", on="2018-07-18")
         .say("FINES", EC, "Orbix", "decided", sum=2.42e9, of="fine", on="2017")),
        ["regulatory Union Commission > Orbix decided: decided"] * 2),
    "sale seen from the seller, then resale": (
        (News("a", "2020-01-10").say("ACQUIRES", "Nordal", "Pelion", "agreed", seller="Vesta", sum=2e9),
         News("b", "2020-01-11", language="fr").say("ACQUIRES", "Nordal", "Pelion", "agreed", seller="Vesta"),
         News("c", "2024-03-10").say("ACQUIRES", "Corvex", "Pelion", "agreed", seller="Nordal")
         .say("ACQUIRES", "Nordal", "Pelion", "completed", on="2020")),
        ["ACQUIRES Corvex > Pelion agreed: agreed", "ACQUIRES Nordal > Pelion completed: agreed completed"]),
    "second stake years later": (
        (News("a", "2021-03-10").say("INVESTS_IN", "Halden", "Pelion", "completed", sum=1e8, of="stake"),
         News("b", "2021-03-14").say("INVESTS_IN", "Halden", "Pelion", "completed"),
         News("c", "2024-03-10").say("INVESTS_IN", "Halden", "Pelion", "completed", sum=2.5e8, of="stake")
         .say("INVESTS_IN", "Halden", "Pelion", "completed", sum=1e8, of="stake", on="2021")),
        ["INVESTS_IN Halden > Pelion completed: completed"] * 2),
    "a larger stake, undated": (
        (News("a", "2021-03-10").say("INVESTS_IN", "Halden", "Pelion", "completed", percent=5),
         News("b", "2021-06-10").say("INVESTS_IN", "Halden", "Pelion", "completed", percent=9)),
        ["INVESTS_IN Halden > Pelion completed: completed"] * 2),
    "an old investment recalled": (
        (News("a", "2021-03-10").say("INVESTS_IN", "Halden", "Pelion", "agreed", sum=1e8, of="stake"),
         News("b", "2022-05-10").say("INVESTS_IN", "Halden", "Pelion", "agreed")),
        ["INVESTS_IN Halden > Pelion agreed: agreed"]),
    "rounds half a year apart": (
        (News("a", "2023-06-14").say("RAISES", "Brume", None, "completed", sum=105e6, of="round"),
         News("b", "2023-12-11").say("RAISES", "Brume", None, "completed", sum=385e6, of="round"),
         News("c", "2024-06-11").say("RAISES", "Brume", None, "completed", sum=385e6, of="round", on="2023-12")),
        ["RAISES Brume >  completed: completed"] * 2),
    "called off, then completed after all, its price recalled": ((
        News("a", "2019-11-25").say("ACQUIRES", "Valmora", "Brightwell", "agreed", sum=16.2e9, on="2019-11-25"),
        News("b", "2020-09-09").say("ACQUIRES", "Valmora", "Brightwell", "abandoned", on="2020-09-09"),
        News("c", "2021-01-08").say("ACQUIRES", "Valmora", "Brightwell", "completed", on="2021-01-07").say(
            "ACQUIRES", "Valmora", "Brightwell", "agreed", sum=15.8e9),
    ), ["ACQUIRES Valmora > Brightwell completed: agreed abandoned completed agreed"]),
    "denial, then the deal": (
        (News("a", "2021-03-10").say("ACQUIRES", "Halden", "Pelion", "negotiating", stance="denied", by="Halden"),
         News("b", "2021-06-10").say("ACQUIRES", "Halden", "Pelion", "agreed")),
        ["ACQUIRES Halden > Pelion agreed: not negotiating agreed"]),
    "new bid two years after the first was dropped": (
        (News("a", "2020-01-10").say("ACQUIRES", "Elmer", "Birdie", "offered"),
         News("b", "2020-03-10").say("ACQUIRES", "Elmer", "Birdie", "abandoned"),
         News("c", "2022-03-10").say("ACQUIRES", "Elmer", "Birdie", "offered", on="2022-03-10")
         .say("ACQUIRES", "Elmer", "Birdie", "abandoned", on="2020-03")),
        ["ACQUIRES Elmer > Birdie abandoned: offered abandoned", "ACQUIRES Elmer > Birdie offered: offered"]),
    "countersuit": (
        (News("a", "2020-01-10").say("SUES", "Elmer", "Birdie", "filed"),
         News("b", "2020-03-10").say("SUES", "Birdie", "Elmer", "filed", text="Birdie countersued"),
         News("c", "2021-03-10").say("RULES_AGAINST", COURT, "Birdie", "decided", winner="Elmer", outcome="claimant")),
        ["litigation Elmer > Birdie decided: filed decided"]),
    "another suit, over another matter": (
        (News("a", "2020-01-10").say("SUES", "Elmer", "Birdie", "filed", matter="patent infringement"),
         News("b", "2020-06-10").say("SUES", "Elmer", "Birdie", "filed", matter="unpaid royalties")),
        ["litigation Elmer > Birdie filed: filed"] * 2),
    "terminated partnership": (
        (News("a", "2020-01-10").say("PARTNERS_WITH", "Elmer", "Birdie", "agreed"),
         News("b", "2021-03-10").say("PARTNERS_WITH", "Birdie", "Elmer", "ended")
         .say("PARTNERS_WITH", "Birdie", "Elmer", "agreed", on="2020")),
        ["PARTNERS_WITH Elmer > Birdie ended: agreed ended"]),
    "one plaintiff, two defendants": (
        (News("a", "2023-12-27").say("SUES", "Dagblad", "Orbix", "filed", statement="s")
         .say("SUES", "Dagblad", "Micra", "filed", statement="s"),),
        ["litigation Dagblad > Micra & Orbix filed: filed"]),
    "two sued in one sentence, one settles": (
        (News("a", "2023-12-27").say("SUES", "Epos", "Orbix", "filed", statement="s")
         .say("SUES", "Epos", "Micra", "filed", statement="s"),
         News("b", "2024-12-27").say("SETTLES_WITH", "Epos", "Orbix", "settled")),
        ["litigation Epos > Micra filed: filed", "litigation Epos > Orbix settled: filed settled"]),
    "a ruling that names the loser alone": (
        (News("a", "2023-12-27").say("SUES", "Epos", "Orbix", "filed"),
         News("b", "2023-12-28").say("SUES", "Halden", "Orbix", "filed"),
         News("c", "2024-12-27").say("RULES_AGAINST", COURT, "Orbix", "decided", text="A judge sided with Epos.")),
        ["litigation Epos > Orbix decided: filed decided", "litigation Halden > Orbix filed: filed"]),
    "a court stops the deal that an authority sued over": (
        (News("a", "2023-03-07").say("SUES", AUTHORITY, "Orbix", "filed"),
         News("b", "2023-06-07").say("SETTLES_WITH", "Orbix", "Micra", "settled"),
         News("c", "2024-01-17").say("BLOCKS", COURT, "Orbix", "decided", counterparty="Micra",
                                     text="A judge has blocked Orbix's purchase of Micra.")),
        ["litigation Orbix > Micra settled: settled", "regulatory Rivalry Bureau > Orbix decided: filed decided"]),
    "another fine, after an appeal against the first was dismissed": (
        (News("a", "2018-07-18").say("FINES", EC, "Orbix", "decided", sum=4e9, of="fine"),
         News("b", "2022-09-14").say("APPEALS_AGAINST", "Orbix", EC, "dismissed", on="2022-09-14"),
         News("c", "2025-09-05").say("FINES", EC, "Orbix", "decided", sum=3e9, of="fine", on="2025-09-05")),
        ["regulatory Union Commission > Orbix dismissed: decided dismissed",
         "regulatory Union Commission > Orbix decided: decided"]),
    "two fined in one sentence": (
        (News("a", "2023-12-27").say("FINES", EC, "Orbix", "decided", sum=3e6, of="fine", statement="s")
         .say("FINES", EC, "Micra", "decided", sum=4e6, of="fine", statement="s"),),
        ["regulatory Union Commission > Micra decided: decided",
         "regulatory Union Commission > Orbix decided: decided"]),
    "accused only, approved only": (
        (News("a", "2023-12-27").say("ACCUSES", "Dagblad", "Orbix", "filed")
         .say("APPROVES", EC, "Orbix", "decided", counterparty="Micra"),), []),
    "no day anywhere": (
        (News("a", None, None).say("ACQUIRES", "Elmer", "Birdie", "agreed"),
         News("b", None).say("ACQUIRES", "Elmer", "Birdie", "completed")),
        ["ACQUIRES Elmer > Birdie completed: agreed completed"]),
    "only expected": (
        (News("a", "2023-12-27").say("ACQUIRES", "Elmer", "Birdie", "completed", on="2024", role="expected"),),
        ["ACQUIRES Elmer > Birdie planned: "]),
    "talks of a merger join it": (
        (News("a", "2023-12-27").say("NEGOTIATES_WITH", "Elmer", "Birdie", "negotiating", matter="a merger"),
         News("b", "2024-01-27").say("MERGES_WITH", "Birdie", "Elmer", "agreed")),
        ["MERGES_WITH Birdie > Elmer agreed: negotiating agreed"]),
}
