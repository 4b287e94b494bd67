import { SystemRejection } from "@lockstep/cluster/system-messages";
import { REJECTED_TEMPLATE_ID } from "@lockstep/domain/contract/contract";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import type { MessageProtocol, Protocol } from "@lockstep/domain/contract/protocol";
import { ScenarioError } from "./scenario-error.ts";

/** A message as tests see it: which one it is, and its fields. Of a rejection, also the name of its code. */
export interface Message {
  readonly template: string;
  readonly [field: string]: unknown;
}

/** A name of a contract, with what the contract says of it. */
export interface Term {
  readonly protocol: Protocol;
  readonly message: MessageProtocol;
}

const systemRejections: ReadonlyMap<number, string> = new Map(
  Object.entries(SystemRejection).map(([name, code]) => [code, name]),
);

/** The names of all contracts of a test: from names and plain objects to bytes, and back. */
export class Vocabulary {
  readonly protocols: readonly Protocol[];
  private readonly buffer = new MessageBuffer();

  constructor(protocols: readonly Protocol[]) {
    this.protocols = protocols;
  }

  /** @throws ScenarioError when no contract has the name, or several have */
  term(name: string): Term {
    const found = this.protocols.flatMap((protocol) => {
      const message = name === "Rejected" ? undefined : protocol.named(name);
      return message === undefined ? [] : [{ protocol, message }];
    });
    if (found.length === 1) return found[0];
    const contracts = found.map(({ protocol }) => protocol.contract.name);
    if (found.length > 1) throw new ScenarioError(`${contracts.join(" and ")} both have a ${name}`);
    throw new ScenarioError(`no contract here has a ${name}`);
  }

  /** @throws ContractError naming the field that is wrong */
  encode({ message }: Term, fields: object): Uint8Array {
    message.encode(fields, this.buffer);
    return this.buffer.copy();
  }

  /** Of one encoded message. */
  decode(bytes: Uint8Array): Message {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const schemaId = view.getUint16(4, true);
    const templateId = view.getUint16(2, true);
    const protocol = this.protocols.find(({ contract }) => contract.schemaId === schemaId);
    if (templateId === REJECTED_TEMPLATE_ID) return this.decodeRejection(view, protocol);
    const message = protocol?.at(view, 0);
    if (message === undefined) {
      throw new ScenarioError(
        `a message has schema ${schemaId}, template ${templateId}: no contract here has it`,
      );
    }
    return { template: message.name, ...message.decode(view, 0) };
  }

  /** All messages here begin with the header of the same rejection, the cluster's own included. */
  private decodeRejection(view: DataView, protocol: Protocol | undefined): Message {
    const codec = this.protocols[0].named("Rejected")!;
    const { code, value } = codec.decode(view, 0) as { code: number; value?: number };
    const rejection = protocol === undefined ? systemRejections.get(code) : protocol.rejection(code)?.name;
    return {
      template: "Rejected",
      rejection: rejection ?? `code ${code}`,
      ...(value === undefined ? {} : { value }),
    };
  }

  /** Names of messages of one kind, of all contracts, for advice. */
  names(kind: MessageProtocol["kind"]): string[] {
    return this.protocols.flatMap(({ messages }) =>
      messages.filter((message) => message.kind === kind).map(({ name }) => name),
    );
  }

  /** Name of a template of a contract; undefined when there is none. */
  nameOf(schemaId: number, templateId: number): string | undefined {
    const protocol = this.protocols.find(({ contract }) => contract.schemaId === schemaId);
    return protocol?.messages.find((message) => message.templateId === templateId)?.name;
  }
}
