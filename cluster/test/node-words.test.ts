import { expect, test } from "vitest";
import { raftIdOf } from "../member-id.ts";
import { createMessage, type Message, MessageType } from "../raft/message.ts";
import { Ear, Rig } from "./node-rig.ts";
import { Note, note } from "./state-machine-notes.ts";

test("questions of members about what never was, or is not in a batch, harm nobody", () => {
  const rig = new Rig({ nodes: 3 });
  const ear = new Ear();
  rig.client().submit({ principalId: 5, roles: 1 }, note(Note.Write, 1, 1), { timeoutMs: 60_000 }, ear, 0);
  rig.runUntil(() => ear.answers.length === 1, "an answer");
  const answers: Message[] = [];
  rig.onSend = (message) => {
    const isAnswer = message.type === MessageType.Fetched || message.type === MessageType.DigestAnswer;
    if (isAnswer) answers.push(message);
  };
  const { MAX_SAFE_INTEGER } = Number;
  const types = [
    MessageType.Fetch,
    MessageType.Fetched,
    MessageType.Digest,
    MessageType.DigestAsk,
    MessageType.DigestAnswer,
  ];
  for (const type of types) {
    for (const index of [0, 1, 3, 99, MAX_SAFE_INTEGER]) {
      for (const commit of [0, 1, 3, 99, MAX_SAFE_INTEGER]) {
        const word = {
          ...createMessage(type, raftIdOf(1, 0)),
          from: raftIdOf(2, 1),
          index,
          commit,
          logTerm: commit % 9,
        };
        rig.node(1).onPeerMessage(word, 0);
        rig.run(10);
      }
    }
  }
  rig.run(2_000);
  expect(answers.length).toBeGreaterThan(20);
  for (const { index, context, rejectHint } of answers) {
    for (const number of [index, context, rejectHint]) expect(number).toBeGreaterThanOrEqual(0);
  }
  expect(rig.leader).toBeDefined();
});
