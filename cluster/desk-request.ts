import type { DeskRequest, MovedMember, NewMember } from "./client/desk-messages.ts";
import { MEMBER_NUMBER_MAX } from "./member-id.ts";
import { isAddress } from "./transport/tcp.ts";

const ADDRESS_LENGTH_MAX = 256;

/** Foreign text: undefined when it is not a request. */
export function parseDeskRequest(json: string): DeskRequest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || !("ask" in value)) return undefined;
  const { ask } = value;
  if (
    ask === "status" ||
    ask === "stateHash" ||
    ask === "members" ||
    ask === "versions" ||
    ask === "stages"
  ) {
    return { ask };
  }
  if (ask === "snapshot") {
    if (!("position" in value)) return { ask };
    return isCount(value.position) ? { ask, position: value.position } : undefined;
  }
  if (ask === "addMember" && "member" in value && isNewMember(value.member)) {
    return { ask, member: value.member };
  }
  if (ask === "moveMember" && "member" in value && isMovedMember(value.member)) {
    return { ask, member: value.member };
  }
  if ((ask === "promoteMember" || ask === "removeMember") && "nodeId" in value && isCount(value.nodeId)) {
    return { ask, nodeId: value.nodeId };
  }
  if (ask === "transferLeader") {
    if (!("nodeId" in value)) return { ask };
    return isCount(value.nodeId) ? { ask, nodeId: value.nodeId } : undefined;
  }
  if (ask === "skip" && "position" in value && isCount(value.position)) {
    return { ask, position: value.position };
  }
  if (ask === "activateVersion" && "version" in value && isCount(value.version)) {
    return value.version < 2 ** 32 ? { ask, version: value.version } : undefined;
  }
  return undefined;
}

/** All members will dial these addresses: none may be malformed. */
function isNewMember(value: unknown): value is NewMember {
  if (typeof value !== "object" || value === null) return false;
  const { nodeId, peerAddress, clientAddress, gatewayUrl = "http://localhost" } = value as Partial<NewMember>;
  if (!isCount(nodeId) || nodeId > MEMBER_NUMBER_MAX) return false;
  return isPlace(peerAddress) && isPlace(clientAddress) && isUrl(gatewayUrl);
}

function isMovedMember(value: unknown): value is MovedMember {
  if (typeof value !== "object" || value === null) return false;
  const { nodeId, peerAddress, clientAddress, gatewayUrl } = value as Partial<NewMember>;
  const given = [peerAddress, clientAddress, gatewayUrl].filter((place) => place !== undefined);
  if (given.length === 0 || !isCount(nodeId) || nodeId > MEMBER_NUMBER_MAX) return false;
  const isGood = (place: string | undefined): boolean => place === undefined || isPlace(place);
  return isGood(peerAddress) && isGood(clientAddress) && (gatewayUrl === undefined || isUrl(gatewayUrl));
}

function isPlace(value: unknown): boolean {
  return typeof value === "string" && value.length <= ADDRESS_LENGTH_MAX && isAddress(value);
}

function isUrl(value: unknown): boolean {
  return typeof value === "string" && value.length <= ADDRESS_LENGTH_MAX && URL.canParse(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
