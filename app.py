"""Entry of the explorer: navigation and connection status, nothing else. Pages: ``graph/explore/pages``."""

import streamlit as st

from graph.explore.pages import session

# an emoji: a :material/...: icon of the first page would become the favicon and be asked of fonts.gstatic.com
st.set_page_config(page_title="Dealgraph", page_icon="🕸️", layout="wide")
page = st.navigation([
    st.Page("graph/explore/pages/overview.py", title="Overview", icon=":material/home:", default=True),
    st.Page("graph/explore/pages/network.py", title="Network", icon=":material/hub:"),
    st.Page("graph/explore/pages/disputes.py", title="Disputes", icon=":material/gavel:"),
    st.Page("graph/explore/pages/deals.py", title="Deals", icon=":material/handshake:"),
], position="top")
with session.connected():
    page.run()
session.status()
