import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import type { MessageProtocol, Protocol } from "@lockstep/domain/contract/protocol";
import { CLUSTER_SCHEMA_ID, clusterRejections } from "./cluster-rejections.ts";
import { fieldReader } from "./field-reader.ts";
import { kebab } from "./kebab.ts";
import { parametersToJson } from "./parameters.ts";
import { Problem, problemBody, type ProblemBody } from "./problem.ts";

/** A command or query of some service, ready to be served. */
export interface RequestEntry {
  readonly kind: "command" | "query";
  /** `exchange`. */
  readonly service: string;
  /** `place-order`. */
  readonly name: string;
  /** `/v1/exchange/place-order`. */
  readonly url: string;
  readonly doc: string;
  /** JSON Schema of its JSON form. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Its possible replies, not counting a rejection. */
  readonly replies: readonly MessageProtocol[];
  /**
   * @returns the SBE message, valid until the next call of any entry
   * @throws ContractError naming the field
   */
  encode(json: unknown): Uint8Array;
  /** As `encode`, from text: the parameters of a URL, or a channel's key. */
  encodeParameters(parameters: Readonly<Record<string, unknown>>): Uint8Array;
}

export interface ChannelEntry {
  /** `exchange.book`. */
  readonly path: string;
  readonly schemaId: number;
  readonly doc: string;
  /** The field of its events that a subscription names a value of; undefined when it is one stream. */
  readonly key: string | undefined;
  readonly image: RequestEntry | undefined;
  readonly isPrivate: boolean;
  /** The field of its events and image that counts. */
  readonly sequence: string | undefined;
  /** Fields that say what an event replaces; undefined when each event is needed. */
  readonly identity: readonly string[] | undefined;
}

export interface EventEntry {
  readonly name: string;
  readonly channel: ChannelEntry;
  readonly templateId: number;
  /** The value of the channel's key, as JSON would show it; empty for a channel without one. */
  readKey(view: DataView, offset: number): string;
  toJson(view: DataView, offset: number): Readonly<Record<string, unknown>>;
}

/** What the cluster answered, for people and JSON. */
export type Answer =
  | { readonly kind: "reply"; readonly name: string; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: "rejection"; readonly problem: ProblemBody };

/** All contracts of a gateway, by the names and numbers that requests and messages carry. */
export class Catalog {
  readonly requests: readonly RequestEntry[];
  readonly services: readonly { readonly name: string; readonly doc: string }[];
  readonly channelPaths: readonly string[];
  readonly #protocols = new Map<number, Protocol>();
  readonly #replyNames = new Map<MessageProtocol, string>();
  readonly #requestsByPath = new Map<string, RequestEntry>();
  readonly #channels = new Map<string, ChannelEntry>();
  /** By schema id x 65,536 + template id. */
  readonly #events = new Map<number, EventEntry>();
  readonly #buffer = new MessageBuffer(1024);

  constructor(protocols: readonly Protocol[]) {
    for (const protocol of protocols) {
      const { schemaId, name } = protocol.contract;
      const other = this.#protocols.get(schemaId);
      if (other !== undefined) {
        throw new RangeError(`${name} and ${other.contract.name} both have schema id ${schemaId}`);
      }
      this.#protocols.set(schemaId, protocol);
      for (const message of protocol.messages) this.#replyNames.set(message, kebab(message.name));
      this.#addRequests(protocol);
      this.#addChannels(protocol);
    }
    this.requests = [...this.#requestsByPath.values()];
    this.services = protocols.map(({ contract }) => ({ name: contract.name, doc: contract.doc }));
    this.channelPaths = [...this.#channels.keys()];
  }

  /**
   * @param path `exchange.place-order`, as WebSocket messages name it
   * @throws Problem when there is none
   */
  request(kind: "command" | "query", path: unknown): RequestEntry {
    const entry = typeof path === "string" ? this.#requestsByPath.get(`${kind} ${path}`) : undefined;
    if (entry !== undefined) return entry;
    const shown = typeof path === "string" ? JSON.stringify(path.slice(0, 100)) : "what is not text";
    throw new Problem(
      "UNKNOWN_TYPE",
      `There is no ${kind} ${shown}; one is named like exchange.place-order. Nothing was applied.`,
    );
  }

  channel(path: string): ChannelEntry | undefined {
    return this.#channels.get(path);
  }

  /** The event that begins at the offset; undefined when no contract here has it. */
  eventAt(view: DataView, offset: number): EventEntry | undefined {
    return this.#events.get(view.getUint16(offset + 4, true) * TEMPLATES + view.getUint16(offset + 2, true));
  }

  /**
   * Checks foreign bytes in full.
   * @throws Problem unless they are one well-formed command (or query) of a contract
   */
  check(kind: "command" | "query", view: DataView, offset: number, length: number): void {
    if (length < HEADER_BYTES) {
      throw invalidMessage(`it has ${length} bytes, fewer than a message header's ${HEADER_BYTES}`);
    }
    const schemaId = view.getUint16(offset + 4, true);
    const protocol = this.#protocols.get(schemaId);
    if (protocol === undefined) {
      throw invalidMessage(`schema ${schemaId} is none of ${[...this.#protocols.keys()].join(", ")}`);
    }
    const message = protocol.at(view, offset);
    if (message?.kind !== kind) {
      const templateId = view.getUint16(offset + 2, true);
      throw invalidMessage(`template ${templateId} is no ${kind} of ${protocol.contract.name}`);
    }
    const reason = message.validate(view, offset, length);
    if (reason !== undefined) throw invalidMessage(reason);
  }

  /** @throws Problem when the cluster speaks of what no contract here has */
  answer(bytes: Uint8Array): Answer {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const schemaId = view.getUint16(4, true);
    if (schemaId === CLUSTER_SCHEMA_ID) return { kind: "rejection", problem: clusterProblem(view) };
    const protocol = this.#protocols.get(schemaId);
    const message = protocol?.at(view, 0);
    if (protocol === undefined || message === undefined) {
      const templateId = view.getUint16(2, true);
      throw new Problem(
        "INTERNAL",
        `The cluster answered with template ${templateId} of schema ${schemaId}, which this gateway does not know.`,
      );
    }
    const body = message.toJson(view, 0);
    if (message.kind === "rejection") return { kind: "rejection", problem: rejectionProblem(protocol, body) };
    return { kind: "reply", name: this.#replyNames.get(message) ?? "", body };
  }

  /** JSON Schema of what answers the request; of several, each says which it is. */
  replySchema(entry: RequestEntry): Readonly<Record<string, unknown>> {
    if (entry.replies.length === 1) return entry.replies[0].jsonSchema;
    return { oneOf: entry.replies.map(({ name, jsonSchema }) => taggedSchema(kebab(name), jsonSchema)) };
  }

  /** The labels of everything that a service may reject with. */
  rejectionNames(service: string): readonly string[] {
    const protocol = [...this.#protocols.values()].find(({ contract }) => contract.name === service);
    if (protocol === undefined) return [];
    return Object.values(protocol.contract.rejections).flatMap(
      ({ code }) => protocol.rejection(code)?.label ?? [],
    );
  }

  #addRequests(protocol: Protocol): void {
    const { contract } = protocol;
    for (const message of protocol.messages) {
      if (message.kind !== "command" && message.kind !== "query") continue;
      const definition = (message.kind === "command" ? contract.commands : contract.queries)[message.name];
      const replyNames = typeof definition.reply === "string" ? [definition.reply] : definition.reply;
      const name = kebab(message.name);
      const encode = (json: unknown): Uint8Array => {
        message.fromJson(json, this.#buffer);
        return this.#buffer.message();
      };
      this.#requestsByPath.set(`${message.kind} ${contract.name}.${name}`, {
        kind: message.kind,
        service: contract.name,
        name,
        url: `/v1/${contract.name}/${name}`,
        doc: definition.doc,
        schema: message.jsonSchema,
        replies: replyNames.flatMap((reply) => protocol.named(reply) ?? []),
        encode,
        encodeParameters: (parameters) => encode(parametersToJson(message.jsonSchema, parameters)),
      });
    }
  }

  #addChannels(protocol: Protocol): void {
    const { contract } = protocol;
    for (const [name, { doc, key, image, private: isPrivate = false, sequence, replaces }] of Object.entries(
      contract.channels,
    )) {
      const path = `${contract.name}.${kebab(name)}`;
      if (isPrivate && image === undefined && key !== OWNER_KEY) {
        throw new RangeError(
          `channel ${path} is private: it needs an image, whose service says who may see it, or the key ${OWNER_KEY}`,
        );
      }
      this.#channels.set(path, {
        path,
        schemaId: contract.schemaId,
        doc,
        key,
        image: image === undefined ? undefined : this.request("query", `${contract.name}.${kebab(image)}`),
        isPrivate,
        sequence,
        identity: replaces,
      });
    }
    for (const message of protocol.messages) {
      if (message.kind !== "event") continue;
      const channel = this.#channels.get(`${contract.name}.${kebab(contract.events[message.name].channel)}`);
      if (channel === undefined) continue;
      this.#events.set(contract.schemaId * TEMPLATES + message.templateId, {
        name: kebab(message.name),
        channel,
        templateId: message.templateId,
        readKey: channel.key === undefined ? () => "" : fieldReader(contract, message, channel.key),
        toJson: (view, offset) => message.toJson(view, offset),
      });
    }
  }
}

/** The member `reply` names the reply where a request has several: fields cannot have that name. */
function taggedSchema(
  name: string,
  schema: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { properties, required } = schema as { properties: object; required: readonly string[] };
  return {
    ...schema,
    properties: { reply: { const: name }, ...properties },
    required: ["reply", ...required],
  };
}

/** The key of a private channel that says by itself whose it is. */
const OWNER_KEY = "principalId";
const TEMPLATES = 65_536;
const HEADER_BYTES = 8;

function invalidMessage(reason: string): Problem {
  return new Problem("INVALID_MESSAGE", `The message is refused: ${reason}. Nothing was applied.`);
}

/**
 * The HTTP status follows from the rejection's name, so that a contract need not speak of HTTP:
 * `Forbidden` and `Not…Owner` 403, `Unknown…` 404, `…Taken` 409, everything else 422.
 */
function statusOf(name: string): number {
  if (name === "Forbidden" || /^Not.*Owner$/.test(name)) return 403;
  if (name.startsWith("Unknown")) return 404;
  return name.endsWith("Taken") ? 409 : 422;
}

function rejectionProblem(protocol: Protocol, body: Readonly<Record<string, unknown>>): ProblemBody {
  const rejection = protocol.rejection(body.code as number);
  const members = body.value === undefined ? {} : { value: body.value };
  if (rejection === undefined) {
    return problemBody(
      `REJECTION_${String(body.code)}`,
      422,
      REJECTED_TITLE,
      "A newer version of the service refused it; this gateway does not know why.",
      members,
    );
  }
  return problemBody(
    rejection.label,
    statusOf(rejection.name),
    REJECTED_TITLE,
    `The request was rejected: ${rejection.doc}.`,
    members,
  );
}

function clusterProblem(view: DataView): ProblemBody {
  const code = view.getUint16(HEADER_BYTES, true);
  const value = view.getUint32(HEADER_BYTES + 8, true) + view.getInt32(HEADER_BYTES + 12, true) * 2 ** 32;
  const members = value === ABSENT ? {} : { value };
  const { label, status, detail } = clusterRejections[code] ?? {
    label: `CLUSTER_REJECTION_${code}`,
    status: 503,
    detail: "The cluster refused it for a reason that this gateway does not know.",
  };
  return problemBody(label, status, "The cluster refused the request", detail, members);
}

const REJECTED_TITLE = "The service refused the request";
/** -2^63: a rejection without a value. */
const ABSENT = -9_223_372_036_854_775_808;
