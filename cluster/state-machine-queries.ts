import { OutputBuffer, RECORD_HEADER_BYTES, RecordStamp } from "./outputs.ts";
import { MachineContext } from "./service-context.ts";
import type { StateMachine } from "./state-machine.ts";
import { ReplyCountError } from "./state-machine-halt.ts";
import { encodeRejected, schemaIdOf, SYSTEM_SCHEMA_ID, SystemRejection } from "./system-messages.ts";

/** Answers queries beside the apply: its own output, and a context that refuses to change anything. */
export class QueryRunner {
  private readonly machine: StateMachine;
  private readonly onError: ((error: unknown) => void) | undefined;
  private readonly stamp = new RecordStamp();
  private readonly replies: OutputBuffer = new OutputBuffer(this.stamp);
  private readonly context: MachineContext;

  constructor(machine: StateMachine, seed: number, onError: ((error: unknown) => void) | undefined) {
    this.machine = machine;
    this.onError = onError;
    const events = new OutputBuffer(this.stamp);
    events.closed = true;
    const { timers, ids } = machine;
    this.context = new MachineContext({
      replies: this.replies,
      events,
      stamp: this.stamp,
      timers,
      ids,
      seed,
      readOnly: true,
    });
  }

  query(view: DataView, offset: number, length: number, principalId: number, roles: number): Uint8Array {
    const { machine, context, replies } = this;
    if (machine.halt !== undefined) return rejected(SystemRejection.HALTED, machine.halt.position);
    const schemaId = schemaIdOf(view, offset);
    const service = machine.services.bySchemaId[schemaId];
    if (service === undefined) return rejected(SystemRejection.UNKNOWN_SCHEMA, schemaId);
    context.now = machine.clusterTimeUs;
    context.position = machine.appliedPosition;
    context.version = machine.version;
    context.principalId = principalId;
    context.roles = roles;
    context.schemaId = schemaId;
    context.randomCalls = 0;
    this.stamp.at(machine.appliedPosition);
    replies.clear();
    try {
      service.onQuery(view, offset, length, context);
      if (replies.records !== 1) throw new ReplyCountError(service.name, replies.records);
    } catch (error) {
      this.onError?.(error);
      return rejected(SystemRejection.QUERY_FAILED, undefined);
    }
    return replies.bytes.subarray(RECORD_HEADER_BYTES, replies.messageEnd);
  }
}

function rejected(code: SystemRejection, value: number | undefined): Uint8Array {
  return encodeRejected({ schemaId: SYSTEM_SCHEMA_ID, code, value });
}
