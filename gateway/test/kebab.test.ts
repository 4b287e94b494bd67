import { expect, test } from "vitest";
import { kebab } from "../kebab.ts";

test("names are written in lower case with hyphens", () => {
  expect(["PlaceOrder", "topOfBook", "orders"].map(kebab)).toEqual(["place-order", "top-of-book", "orders"]);
});
