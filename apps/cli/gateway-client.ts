import { randomUUID } from "node:crypto";

/** What a command needs to reach a cluster. */
export interface GatewayOptions {
  /** `http://host:port` of the nodes' gateways, with commas between them: the first that answers is asked. */
  readonly url: string;
  readonly key: string;
}

/** The gateway said no; `message` is for the terminal. */
export class GatewayError extends Error {
  override readonly name = "GatewayError";
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** @typeParam Body the reply's JSON form, as the contract has it */
export interface GatewayAnswer<Body> {
  readonly body: Body;
  /** Of the command; for a query, what it saw. */
  readonly position: number;
}

const REDIRECTS_MAX = 3;
/** A dead leader is replaced long before the last. */
const ROUNDS_MAX = 10;
const ROUND_MS = 200;
/** A gateway says sooner that it has no answer; a paused one says nothing. */
const ANSWER_MS_MAX = 8_000;

/** Speaks JSON to a gateway: another when one is gone, and the leader's when a follower points to it. */
export class GatewayClient {
  private readonly options: GatewayOptions;
  private wasRedirected = false;

  constructor(options: GatewayOptions) {
    this.options = options;
  }

  /** @param path such as "exchange/place-order" */
  command<Body>(path: string, body: Record<string, unknown>): Promise<GatewayAnswer<Body>> {
    return this.request("POST", `/v1/${path}`, JSON.stringify(body));
  }

  query<Body>(path: string, parameters: Record<string, string | number> = {}): Promise<GatewayAnswer<Body>> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) search.set(name, String(value));
    return this.request("GET", `/v1/${path}${search.size > 0 ? `?${search.toString()}` : ""}`);
  }

  private async request<Body>(method: string, path: string, body?: string): Promise<GatewayAnswer<Body>> {
    const headers: Record<string, string> = { "x-lockstep-key": this.options.key };
    if (body !== undefined) {
      headers["content-type"] = "application/json";
      headers["idempotency-key"] = randomUUID(); // So that asking the next node is safe.
    }
    const failures: string[] = [];
    for (let round = 0; round < ROUNDS_MAX; round++) {
      if (round > 0) await new Promise((resolve) => setTimeout(resolve, ROUND_MS));
      for (const origin of this.options.url.split(",")) {
        const answer = await this.follow(new URL(path, origin), { method, headers, body: body ?? null });
        if (answer instanceof Response) return read(answer);
        failures.push(answer);
      }
      // A leader that is gone was replaced by the next round; where nobody is, nobody comes.
      if (failures.length === this.options.url.split(",").length && !this.wasRedirected) break;
    }
    const tried = [...new Set(failures)].join(", ");
    throw new GatewayError(
      0,
      "UNREACHABLE",
      `no gateway answers at ${tried}; is the node running? npm start`,
    );
  }

  /** @returns the answer, or who could not be reached */
  private async follow(from: URL, init: RequestInit): Promise<Response | string> {
    let url = from;
    for (let redirect = 0; redirect <= REDIRECTS_MAX; redirect++) {
      let response: Response;
      try {
        response = await fetch(url, {
          ...init,
          redirect: "manual",
          signal: AbortSignal.timeout(ANSWER_MS_MAX),
        });
      } catch (error) {
        const cause =
          error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
        return `${url.origin} (${cause})`;
      }
      const location = response.headers.get("location");
      if (response.status !== 307 || location === null) return response;
      this.wasRedirected = true;
      url = new URL(location, url); // By hand: fetch would drop the key on the way to another port.
    }
    throw new GatewayError(307, "TOO_MANY_REDIRECTS", `the leader moved ${REDIRECTS_MAX} times; try again`);
  }
}

/** @throws GatewayError when it is a no */
async function read<Body>(response: Response): Promise<GatewayAnswer<Body>> {
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (!response.ok) throw problem(response.status, answer);
  return { body: answer as Body, position: Number(response.headers.get("x-log-position") ?? 0) };
}

/** What a problem says, for the terminal. */
export function problem(status: number, body: Record<string, unknown>): GatewayError {
  const code = typeof body["code"] === "string" ? body["code"] : `HTTP_${status}`;
  const detail = typeof body["detail"] === "string" ? body["detail"] : `the gateway answered ${status}`;
  const value = typeof body["value"] === "number" ? ` (${body["value"]})` : "";
  return new GatewayError(status, code, `${code}: ${detail}${value}`);
}
