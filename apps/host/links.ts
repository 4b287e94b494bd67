import { resolve } from "node:path";
import { readClientSecret } from "@lockstep/cluster/client-secret";
import type { LinkTarget } from "@lockstep/cluster/links/courier";
import type { Application } from "./application.ts";

/** Where the cluster of another application is, as the command line says it. */
export interface LinkOption {
  readonly name: string;
  /** Of its nodes' native protocol: `host:port`. */
  readonly endpoints: readonly string[];
  /** A copy of the file by which that cluster's nodes believe its clients. */
  readonly secretPath: string;
}

/** @throws Error that says what is wrong, and how it is right */
export function parseLink(text: string): LinkOption {
  const [, name, list, secretPath] = /^([a-z][a-z0-9-]*)=([^@]+)@(.+)$/.exec(text) ?? [];
  const endpoints = list?.split(",") ?? [];
  if (name !== undefined && endpoints.every((endpoint) => /^.+:\d+$/.test(endpoint))) {
    return { name, endpoints, secretPath: resolve(secretPath!) };
  }
  throw new Error(
    `it takes the other application, its nodes and its secret: account=host:9001,host:9002@FILE, not ${text}`,
  );
}

export function linkText({ name, endpoints, secretPath }: LinkOption): string {
  return `${name}=${endpoints.join(",")}@${secretPath}`;
}

/**
 * Where each service is found that the application's own call and that is not among them.
 *
 * @throws NoLinkError, SecretFileError
 */
export function linkTargets(application: Application, links: readonly LinkOption[]): LinkTarget[] {
  const services = application.services();
  const called = new Set(services.flatMap(({ calls = [] }) => calls));
  for (const { schemaId } of services) called.delete(schemaId);
  const others = application.calls ?? [];
  return [...called].map((schemaId) => {
    const other = others.find(({ protocols }) =>
      protocols.some(({ contract }) => contract.schemaId === schemaId),
    );
    const link = links.find(({ name }) => name === other?.name);
    if (link === undefined) throw new NoLinkError(application, schemaId, other);
    const { name, endpoints, secretPath } = link;
    return { schemaId, name, endpoints, secret: readClientSecret(secretPath) };
  });
}

/** An application calls a service of another one, and nobody said where that is. */
export class NoLinkError extends Error {
  override readonly name = "NoLinkError";
  readonly code = "NO_LINK";

  constructor(application: Application, schemaId: number, other: Application | undefined) {
    super(
      other === undefined
        ? `${application.name} calls the service with schema id ${schemaId}, which none of its applications has: ` +
            "name one in `calls` of its application.ts"
        : `${application.name} calls the services of ${other.name}, which run in a cluster of their own. Say where: ` +
            `--link ${other.name}=host:port,host:port@FILE, where FILE is a copy of that cluster's client-secret`,
    );
  }
}
