import { expect, test } from "vitest";
import { collect, integer, mix, seconds } from "../arguments.ts";

test("an integer option takes digits in its range and nothing else", () => {
  const parse = integer(1, 100);
  expect(parse("1")).toBe(1);
  expect(parse("100")).toBe(100);
  for (const text of ["0", "101", "", " ", "1.5", "-1", "1e1", "0x10", "NaN"]) {
    expect(() => parse(text)).toThrow("an integer from 1 to 100");
  }
});

test("seconds may be parts of one", () => {
  expect(seconds("0.5")).toBe(0.5);
  expect(seconds("60")).toBe(60);
  for (const text of ["0", "-1", "", "x", "NaN", "86401"]) expect(() => seconds(text)).toThrow("a day");
});

test("a mix has three percentages that add up to 100", () => {
  expect(mix("60,30,10")).toEqual({ adds: 60, cancels: 30, takers: 10 });
  expect(mix("100,0,0")).toEqual({ adds: 100, cancels: 0, takers: 0 });
  for (const text of ["60,30", "60,30,11", "60,30,10,0", "a,b,c", "", "120,-10,-10"]) {
    expect(() => mix(text)).toThrow("60,30,10");
  }
});

test("a repeated option keeps every value", () => {
  expect(collect("b", collect("a", []))).toEqual(["a", "b"]);
});
