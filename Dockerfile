# Debian : la base et le Node du produit n’existent pas pour musl.
FROM node:22-bookworm-slim AS construction
WORKDIR /produit
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
RUN node_modules/.bin/node --import tsx scripts/build.ts
# Ce qui sert à construire ne va pas dans l’image.
RUN npm ci --omit=dev

FROM debian:bookworm-slim
# Ce dont a besoin le Node du produit.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates libatomic1 libstdc++6 \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin centre-de-services \
  && install --directory --owner=10001 --group=10001 --mode=0700 /donnees /sauvegardes
WORKDIR /produit
COPY --from=construction /produit/package.json /produit/package-lock.json ./
COPY --from=construction /produit/node_modules ./node_modules
COPY --from=construction /produit/dist ./dist
COPY --from=construction /produit/migrations ./migrations
ENV NODE_ENV=production DATA_DIR=/donnees PATH=/produit/node_modules/.bin:/usr/local/bin:/usr/bin:/bin
USER 10001:10001
VOLUME ["/donnees", "/sauvegardes"]
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/sante').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=8", "--heap-growing-percent=40", "dist/main.js"]
