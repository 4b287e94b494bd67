import { expect, test } from "vitest";
import { kebab, queryName } from "../kebab.ts";

test("names are written in lower case with hyphens", () => {
  expect(["PlaceOrder", "topOfBook", "orders"].map(kebab)).toEqual(["place-order", "top-of-book", "orders"]);
});

test("a query is named by what it asks for, whatever verb its contract uses", () => {
  expect(["GetShows", "ListApiKeys", "Book", "Getaway"].map(queryName)).toEqual([
    "shows",
    "api-keys",
    "book",
    "getaway",
  ]);
});
