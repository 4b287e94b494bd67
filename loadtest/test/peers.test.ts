import { expect, test } from "vitest";
import { grpcFrame, putRequest, transactionOf } from "../peers/etcd-messages.ts";

test("puts, transactions and frames are those of the protocol", () => {
  const put = putRequest("k1", Uint8Array.of(9, 8));
  expect([...put]).toEqual([0x0a, 2, 0x6b, 0x31, 0x12, 2, 9, 8]);
  expect([...transactionOf([put, put])]).toEqual([0x12, 10, 0x12, 8, ...put, 0x12, 10, 0x12, 8, ...put]);
  expect([...grpcFrame(put)]).toEqual([0, 0, 0, 0, 8, ...put]);
});

test("a length above 127 takes two bytes", () => {
  expect([...putRequest("k", new Uint8Array(300)).subarray(3, 6)]).toEqual([0x12, 0xac, 0x02]);
});
