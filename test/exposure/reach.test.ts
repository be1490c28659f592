import { expect, test } from "vitest";
import { reachOfHost, reachOfServers } from "../../src/exposure/reach.ts";
import { apiOf } from "../rules/faults-in.ts";
import type { Server } from "../../src/model/servers.ts";

test.each([
  ["api.acme.io", "external"],
  ["API.ACME.IO.", "external"],
  ["8.8.8.8", "external"],
  ["2606:4700::1111", "external"],
  ["10.1.2.3", "internal"],
  ["172.16.0.1", "internal"],
  ["172.32.0.1", "external"],
  ["192.168.1.1", "internal"],
  ["169.254.169.254", "internal"],
  ["100.64.0.1", "internal"],
  ["fd12::1", "internal"],
  ["[fe80::1]", "internal"],
  ["backend", "internal"],
  ["orders.svc.cluster.local", "internal"],
  ["wiki.corp", "internal"],
  ["api.acme.internal", "internal"],
  ["localhost", "unknown"],
  ["127.0.0.1", "unknown"],
  ["::1", "unknown"],
  ["0.0.0.0", "unknown"],
  ["api.example.com", "unknown"],
  ["example.org", "unknown"],
  ["api.test", "unknown"],
  ["api.example", "unknown"],
  ["your-company.example", "unknown"],
  ["api.northwind.example", "external"],
  ["rh.grupo-serra.example", "external"],
  ["notexample.com", "external"],
  ["{tenant}.acme.io", "unknown"],
  ["", "unknown"],
])("%s is %s", (host, reach) => {
  expect(reachOfHost(host).reach).toBe(reach);
});

test.each([
  ["no server", [], "unknown"],
  ["a relative URL", ["/v1"], "unknown"],
  ["an internal one", ["https://api.acme.internal"], "internal"],
  ["the widest of several", ["https://api.acme.internal", "https://api.acme.io"], "external"],
  ["loopback beside an internal one", ["http://localhost:8080", "https://api.acme.internal"], "unknown"],
  ["what sallyport.yaml lists as internal", ["https://api.vpn.acme.io"], "internal"],
  ["what sallyport.yaml lists as external", ["https://gateway.corp"], "external"],
  ["a port", ["https://10.0.0.1:8443/v1"], "internal"],
  ["a product that is installed anywhere", ["//product.local"], "unknown"],
  ["a private address without a scheme", ["//10.0.0.1"], "internal"],
  ["a name whose scheme nobody knows, as in Swagger 2.0", ["{scheme}://billing.corp.internal"], "internal"],
  ["an internal name with a scheme", ["https://wiki.local"], "internal"],
  ["a user in the URL", ["https://user:secret@api.acme.io"], "external"],
])("of %s", (_name, urls, reach) => {
  const servers = urls.map((url) => ({ addresses: [url] }) as unknown as Server); // nothing else of a server is read
  expect(reachOfServers(servers, { internal: ["*.vpn.acme.io"], external: ["gateway.corp"] }).reach).toBe(reach);
});

test.each([
  ["http://acme.local/v1", "acme.local", "unknown"],
  ["http://acme.local/v1", "acme.io", "internal"],
  ["http://wiki.acme.local/v1", "acme.local", "internal"],
  ["https://acme.io/v1", "acme.io", "external"],
])("%s, which a catalogue lists as %s, is %s", async (url, listed, reach) => {
  const info = { title: "T", version: "1", "x-providerName": listed };
  const { operations } = await apiOf({ "GET /a": {} }, { info, servers: [{ url }] });
  expect(reachOfServers(operations[0]!.servers, { internal: [], external: [] }).reach).toBe(reach);
});
