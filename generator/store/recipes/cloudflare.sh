#!/bin/sh
# Checks the digest and builds it for Cloudflare Pages. Once, by hand, under Settings, Build: the build command is
# `sh cloudflare.sh`, the output folder `site`, and the variable PYTHON_VERSION is 3.11.
set -eu
pip install "${DIGEST:-curated-digest==@VERSION@}" # or ./tool, a checkout of digest as a submodule
digest check --frozen
if [ "$CF_PAGES_BRANCH" = "${PRODUCTION_BRANCH:-main}" ]; then
  # The address readers know is base_url in digest.toml: CF_PAGES_URL is another one at each build.
  digest build --frozen --absolute-urls
else
  digest build --frozen --absolute-urls --base-url "$CF_PAGES_URL"
fi
