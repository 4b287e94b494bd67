import { expect, test } from "vitest";
import { apart, from, type Place } from "../network.ts";
import { arrivalRules, noRules, resetRules } from "../packet-rules.ts";

const addressOf = (place: Place): string => `10.0.0.${place === "clients" ? 254 : place}`;

test("a cut stands where packets arrive, for those that come from the other side only", () => {
  const links = apart([[1], [2, 3, "clients"]], { isCut: true });
  const atOne = arrivalRules("t", 1, links, addressOf);
  expect(atOne.match(/ip saddr \S+ drop/g)).toEqual([
    "ip saddr 10.0.0.2 drop",
    "ip saddr 10.0.0.3 drop",
    "ip saddr 10.0.0.254 drop",
  ]);
  expect(arrivalRules("t", 2, links, addressOf).match(/ip saddr .*/g)).toEqual(["ip saddr 10.0.0.1 drop"]);
});

test("a one-way cut leaves the other way alone", () => {
  const links = from([1], [2, 3], { isCut: true });
  expect(arrivalRules("t", 2, links, addressOf)).toContain("ip saddr 10.0.0.1 drop");
  expect(arrivalRules("t", 1, links, addressOf)).not.toContain("drop");
});

test("of lossy links a share of the packets is dropped", () => {
  const rules = arrivalRules("t", 2, from([1], [2], { loss: 0.3 }), addressOf);
  expect(rules).toContain("ip saddr 10.0.0.1 numgen random mod 1000 < 300 drop");
});

test("each set of rules takes the place of the one before", () => {
  for (const rules of [arrivalRules("t", 1, [], addressOf), resetRules("t", ["10.0.0.2"])]) {
    expect(rules.startsWith(noRules("t"))).toBe(true);
  }
});
