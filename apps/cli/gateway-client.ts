/** What a command needs to reach a cluster. */
export interface GatewayOptions {
  /** `http://host:port` of any node's gateway. */
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

/** Speaks JSON to a gateway, and goes along when a follower points to the leader. */
export class GatewayClient {
  private readonly options: GatewayOptions;

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
    let url = new URL(path, this.options.url);
    for (let redirect = 0; redirect <= REDIRECTS_MAX; redirect++) {
      const response = await this.fetch(url, method, body);
      const location = response.headers.get("location");
      if (response.status === 307 && location !== null) {
        url = new URL(location, url); // By hand: fetch would drop the key on the way to another port.
        continue;
      }
      const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
      if (!response.ok) throw problem(response.status, answer);
      return { body: answer as Body, position: Number(response.headers.get("x-log-position") ?? 0) };
    }
    throw new GatewayError(307, "TOO_MANY_REDIRECTS", `the leader moved ${REDIRECTS_MAX} times; try again`);
  }

  private async fetch(url: URL, method: string, body: string | undefined): Promise<Response> {
    const headers: Record<string, string> = { "x-lockstep-key": this.options.key };
    if (body !== undefined) headers["content-type"] = "application/json";
    try {
      return await fetch(url, {
        method,
        headers,
        redirect: "manual",
        ...(body === undefined ? {} : { body }),
      });
    } catch (error) {
      const cause =
        error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new GatewayError(
        0,
        "UNREACHABLE",
        `no gateway answers at ${url.origin} (${cause}); is the node running? npm start`,
      );
    }
  }
}

function problem(status: number, body: Record<string, unknown>): GatewayError {
  const code = typeof body["code"] === "string" ? body["code"] : `HTTP_${status}`;
  const detail = typeof body["detail"] === "string" ? body["detail"] : `the gateway answered ${status}`;
  return new GatewayError(status, code, `${code}: ${detail}`);
}
