"""Entry of the explorer: navigation and connection status, nothing else. Pages: ``graph/explore/pages``."""

import streamlit as st

from graph.explore.pages import parts, session
from graph.explore.texts import t

# an emoji: a :material/...: icon of the first page would become the favicon and be asked of fonts.gstatic.com
st.set_page_config(page_title="Dealgraph", page_icon="🕸️", layout="wide")
session.begin()
FOLDER = "graph/explore/pages"
page = st.navigation([
    st.Page(f"{FOLDER}/changes.py", title=t("Changes"), icon=":material/home:", default=True),
    st.Page(f"{FOLDER}/network.py", title=t("Network"), icon=":material/hub:"),
    st.Page(f"{FOLDER}/disputes.py", title=t("Disputes"), icon=":material/gavel:"),
    st.Page(f"{FOLDER}/deals.py", title=t("Deals"), icon=":material/handshake:"),
    st.Page(f"{FOLDER}/company.py", title=t("Companies"), icon=":material/domain:"),
    st.Page(f"{FOLDER}/articles.py", title=t("Articles"), icon=":material/article:"),
    st.Page(f"{FOLDER}/review.py", title=t("Review"), icon=":material/rule:"),
    st.Page(f"{FOLDER}/misses.py", title=t("Misses"), icon=":material/visibility_off:"),
    st.Page(f"{FOLDER}/reference.py", title=t("Reference"), icon=":material/menu_book:"),
    st.Page(f"{FOLDER}/add.py", title=t("Add articles"), visibility="hidden"),
    st.Page(f"{FOLDER}/file.py", title=t("File"), visibility="hidden"),
], position="top")
parts.style()
with session.connected():
    session.bar(page.url_path)
    page.run()
session.status()
