# Reviews in a container: docs/install.md shows the calls. The image holds no git, which the gate needs.
#
# To maintainers: it is not built where Sallyport is developed. test/dockerfile.test.ts holds the rules that it follows, and
# runs the program from what the last stage copies, in a folder that nobody can write to. Build it once by hand after a
# change: docker build --tag sallyport . && docker run --rm --read-only --network none sallyport --version

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
# The build, then what it needs to run in place of what it needed to be built.
RUN npm run build && npm ci --omit=dev --ignore-scripts

FROM node:24.21.0-bookworm-slim
COPY --from=build /build/package.json /build/LICENSE /build/NOTICE /build/sbom.cdx.json /opt/sallyport/
COPY --from=build /build/node_modules /opt/sallyport/node_modules
COPY --from=build /build/dist /opt/sallyport/dist
# That of the image's user "node", as a number, so that a cluster can tell that it is not root.
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["node", "/opt/sallyport/dist/cli.js"]
CMD ["--help"]
