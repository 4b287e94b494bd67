import type { ServiceBuild } from "./ports.ts";
import { differingContracts } from "./contract-editions.ts";

/** When a higher version is activated: when an operator asks for it, or as soon as it may be. */
export type ActivationPolicy = "asked" | "auto";

/** Why a version is not activated. */
export interface ActivationRefusal {
  readonly code:
    | "VERSION_NOT_HIGHER"
    | "VERSION_UNSUPPORTED"
    | "VOTER_SILENT"
    | "CONTRACTS_DIFFER"
    | "CHANGE_PENDING";
  readonly message: string;
}

interface ActivationParts {
  readonly nodeId: number;
  /** Of this node. */
  readonly build: ServiceBuild;
  /** Numbers of all members that vote, also of those that are about to leave. */
  readonly voters: () => readonly number[];
  /** A change of the members is in the log and not in force yet. */
  readonly isChanging: () => boolean;
  /** As of what is applied. */
  readonly activeVersion: () => number;
}

/**
 * What the builds of the members support, and so which version of the services the leader may activate: one that every
 * voter has announced over a connection that stands. Who is down counts as not having announced it. It may come back
 * with an older build, which could store the log and not apply it, and an activation that nobody can take back should
 * not begin with one voter fewer.
 *
 * This is asked when the leader appends ActivateVersion, and not again when it is applied: that has to be the same on
 * every node and in every replay. A voter that is given an older build in between, under whatever leader, does no harm
 * to the others: it refuses to apply what it does not know (VersionUnsupportedError).
 */
export class Activation {
  private readonly parts: ActivationParts;
  /** Appended by this node as the leader, and perhaps not applied yet; 0: none. */
  proposed = 0;
  private readonly announced = new Map<number, ServiceBuild>();

  constructor(parts: ActivationParts) {
    this.parts = parts;
  }

  /** A member introduced itself. */
  hear(nodeId: number, build: ServiceBuild): void {
    this.announced.set(nodeId, build);
  }

  /** A member is heard no longer. */
  forget(nodeId: number): void {
    this.announced.delete(nodeId);
  }

  /** The highest that the member supports; undefined while it is not connected. */
  versionMaxOf(nodeId: number): number | undefined {
    return this.buildOf(nodeId)?.versionMax;
  }

  /** The member is connected, and its build does not support the active version, or the one that is about to be. */
  isTooOld(nodeId: number): boolean {
    return (this.versionMaxOf(nodeId) ?? Infinity) < Math.max(this.active, this.proposed);
  }

  /** Of the services, as the log has activated it. */
  get active(): number {
    return this.parts.activeVersion();
  }

  /** The highest that may be activated; the active one when there is no higher. */
  get possible(): number {
    const common = Math.min(...this.parts.voters().map((nodeId) => this.versionMaxOf(nodeId) ?? 0));
    return this.refusal(common) === undefined ? common : this.active;
  }

  /** Why this version may not be activated now; undefined: it may. */
  refusal(version: number): ActivationRefusal | undefined {
    const { voters, build } = this.parts;
    const { active } = this;
    if (version <= active) {
      return {
        code: "VERSION_NOT_HIGHER",
        message: `version ${active} is active, and nothing goes back: version ${version} is not activated`,
      };
    }
    if (this.parts.isChanging()) {
      return {
        code: "CHANGE_PENDING",
        message: "the members are changing: try again when members list shows it",
      };
    }
    for (const nodeId of voters()) {
      const other = this.buildOf(nodeId);
      if (other !== undefined && other.versionMax >= version) continue;
      return other === undefined
        ? {
            code: "VOTER_SILENT",
            message: `node ${nodeId} is not connected, and may come back with another build: start it, or remove it from the members`,
          }
        : {
            code: "VERSION_UNSUPPORTED",
            message: `node ${nodeId} supports versions up to ${other.versionMax}: start it with a build that supports version ${version}`,
          };
    }
    for (const nodeId of voters()) {
      const [schemaId] = differingContracts(build.fingerprints, this.buildOf(nodeId)!.fingerprints);
      if (schemaId === undefined) continue;
      return {
        code: "CONTRACTS_DIFFER",
        message: `node ${nodeId} and the leader run different editions of contract ${schemaId}: start all on one build`,
      };
    }
    return undefined;
  }

  private buildOf(nodeId: number): ServiceBuild | undefined {
    return nodeId === this.parts.nodeId ? this.parts.build : this.announced.get(nodeId);
  }
}
