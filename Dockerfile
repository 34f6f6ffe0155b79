FROM python:3.11-slim
RUN useradd --create-home dealgraph
WORKDIR /srv/dealgraph
COPY --chown=dealgraph . .
RUN pip install --no-cache-dir -e .
USER dealgraph
EXPOSE 8501
CMD ["dealgraph", "app", "--address", "0.0.0.0"]
HEALTHCHECK CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=5)"]
