import { expect, test } from "vitest";
import { encodeLinkOpened, encodeLinkReply, encodeOpenLink } from "../links/link-messages.ts";
import type { Outputs } from "../outputs.ts";
import { encodeSkipCommand, SystemRejection, SystemTemplate } from "../system-messages.ts";
import { Skips } from "../skips.ts";
import { Ask, ask, Asker } from "./asker.ts";
import { framesOf } from "./state-machine-batches.ts";
import {
  machineWithSession,
  newMachine,
  Note,
  note,
  NOTES_SCHEMA_ID,
  savedBy,
} from "./state-machine-notes.ts";

const schemaId = NOTES_SCHEMA_ID;
const nonce = new Uint8Array(16).fill(7);
const SESSION = 500;

/** A machine whose notes are elsewhere, and what the courier would put into its log. */
function apart(options: { skips?: Skips } = {}) {
  const asker = new Asker();
  const made = machineWithSession({ services: () => [asker], ...options });
  const { machine, maker, sessionId } = made;
  let next = 1;
  const request = (tag: number): void => {
    const commands = [{ message: ask(Ask.Notes, Note.Write, tag) }];
    machine.apply(maker.make([{ sessionId, first: next++, commands }]));
  };
  const tell = (...messages: Uint8Array[]): string[] => answers(machine.apply(maker.system(messages)));
  const link = machine.links.get(schemaId)!;
  return { machine, maker, asker, request, tell, link };
}

function answers(outputs: Outputs | undefined): string[] {
  return framesOf(outputs)[0]!.records.map(({ rejected, templateId }) =>
    rejected === undefined && templateId === SystemTemplate.Done
      ? "done"
      : `no ${rejected!.code} ${rejected!.value}`,
  );
}

const open = (insteadOf = 0) => encodeOpenLink({ schemaId, insteadOf, nonce });
const opened = (sessionId = SESSION) => encodeLinkOpened({ schemaId, nonce, sessionId });
const reply = (number: number, sessionId = SESSION) =>
  encodeLinkReply({ schemaId, sessionId, number, unknownReason: 0, message: note(Note.Reply, number) });
const movedOn = (next: number) => `no ${SystemRejection.LINK_MOVED_ON} ${next}`;

test("answers count once, in the order of the requests, and only of the session that is known", () => {
  const { asker, request, tell, link } = apart();
  request(7);
  request(8);
  expect(tell(reply(1, 0), open(), open(), reply(1), opened(), opened(SESSION + 1))).toEqual(
    [movedOn(1), "done", movedOn(1), movedOn(1), "done", movedOn(1)], // prettier-ignore
  );
  expect(tell(reply(2), reply(1, SESSION + 1), reply(1), reply(1), reply(2), reply(3))).toEqual(
    [movedOn(1), movedOn(1), "done", movedOn(2), "done", movedOn(3)], // prettier-ignore
  );
  expect(asker.outcomes).toEqual(["7: 1 1", "8: 1 2"]);
  expect([link.firstNumber, link.requests.length]).toEqual([3, 0]);
});

test("another session is begun instead of the one that is lost, once, and what was under way is unknown", () => {
  const { asker, request, tell, link } = apart();
  tell(open(), opened());
  request(7);
  request(8);
  expect(tell(open(SESSION + 1), open(SESSION), open(SESSION))).toEqual([movedOn(1), "done", movedOn(1)]);
  expect(asker.outcomes).toEqual(["7: 1 unknown 1", "8: 1 unknown 1"]);
  request(9); // It waits for the new session, and was never sent: it is not in doubt.
  expect(tell(opened(SESSION + 9), reply(1, SESSION + 9))).toEqual(["done", "done"]);
  expect(asker.outcomes.at(-1)).toBe("9: 1 1");
  expect(link.firstNumber).toBe(2);
});

test("a link that no service here calls is refused by its number", () => {
  const { tell } = apart();
  const strange = encodeOpenLink({ schemaId: 999, insteadOf: 0, nonce });
  expect(tell(strange)).toEqual([`no ${SystemRejection.UNKNOWN_SCHEMA} 999`]);
});

test("state that is saved with requests under way is the same when it is loaded, and goes on", () => {
  const { machine, maker, request, tell } = apart();
  tell(open(), opened());
  for (const tag of [7, 8, 9]) request(tag);
  tell(reply(1));
  const asker = new Asker();
  const loaded = newMachine({ services: () => [asker] });
  loaded.load(savedBy(machine));
  expect(loaded.stateHash()).toBe(machine.stateHash());
  const batch = maker.system([reply(2), reply(3)]);
  expect(answers(loaded.apply(batch))).toEqual(["done", "done"]);
  machine.apply(batch);
  expect(asker.outcomes).toEqual(["7: 1 1", "8: 1 2", "9: 1 3"]);
  expect(loaded.stateHash()).toBe(machine.stateHash());
});

test("an answer that is skipped is heard by nobody, and those behind it are", () => {
  const first = apart();
  first.tell(open(), opened());
  first.request(7);
  first.request(8);
  const position = first.machine.appliedPosition + 1;
  const { asker, request, tell } = apart({ skips: new Skips([{ position, timer: undefined }]) });
  tell(open(), opened());
  request(7);
  request(8);
  expect(tell(reply(1), reply(2), encodeSkipCommand({ position, timer: undefined }))).toEqual(
    ["done", "done", "done"], // prettier-ignore
  );
  expect(asker.outcomes).toEqual(["8: 1 2"]);
});

test("requests for a service that no build here calls any more are not thrown away in silence", () => {
  const { machine, request } = apart();
  request(7);
  class Retired extends Asker {
    override readonly calls: readonly number[] = [];
  }
  const without = newMachine({ services: () => [new Retired()] });
  expect(() => without.load(savedBy(machine))).toThrow("1 requests wait for the service with schema id 9");
});
