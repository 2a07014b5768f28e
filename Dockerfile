# docker build -t quote-explorer .
# docker run -p 8501:8501 -v quotes:/explorer/data/archive quote-explorer
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 TOKENIZERS_PARALLELISM=false
WORKDIR /explorer

# The CPU build of torch: a tenth of the size, and nothing here needs a GPU.
COPY requirements.txt .
RUN pip install --no-cache-dir --extra-index-url https://download.pytorch.org/whl/cpu -r requirements.txt

COPY . .
RUN useradd --create-home --uid 1000 explorer \
 && mkdir -p data/archive \
 && chown explorer data/archive
USER explorer

# The archive, with the corrections made by hand, outlives the container.
VOLUME /explorer/data/archive
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["streamlit", "run", "app.py", "--server.address=0.0.0.0", "--server.port=8501", "--server.headless=true"]
