import { Role } from "@lockstep/domain/contract/context";
import type { Principal } from "../authenticator.ts";
import type { Catalog, ChannelEntry } from "../catalog.ts";
import { Outcome } from "../cluster-port.ts";
import { Problem } from "../problem.ts";
import { outcomeProblem, type Requests } from "../requests.ts";
import type { FetchImage } from "./channel-subscription.ts";

/**
 * The channel, when there is one and the principal may listen to this key of it. Of a private
 * channel with an image the service itself decides, when it is asked for the image.
 *
 * @throws Problem
 */
export function channelOf(catalog: Catalog, path: string, key: string, principal: Principal): ChannelEntry {
  const channel = catalog.channel(path);
  if (channel === undefined) {
    throw new Problem(
      "UNKNOWN_CHANNEL",
      `There is no channel ${JSON.stringify(path.slice(0, 100))}; there are: ${catalog.channelPaths.join(", ")}.`,
    );
  }
  if (channel.key === undefined && key !== "") {
    throw new Problem("INVALID_PARAMETER", `Channel ${path} is one stream; it takes no key.`);
  }
  if (channel.key !== undefined && key === "") {
    throw new Problem(
      "INVALID_PARAMETER",
      `Channel ${path} is a stream per ${channel.key}; name one as key.`,
    );
  }
  if (channel.isPrivate && channel.image === undefined && !mayListen(key, principal)) {
    throw new Problem("FORBIDDEN", `Channel ${path} ${key} is for its owner and for operators.`);
  }
  return channel;
}

/** Asks the channel's image query as the principal, so that the service refuses what is not theirs. */
export function fetchImage(catalog: Catalog, requests: Requests, principal: Principal): FetchImage {
  return (channel, key, minPosition, onImage, onProblem) => {
    if (channel.image === undefined) throw new Error(`channel ${channel.path} has no image`);
    let message: Uint8Array;
    try {
      message = channel.image.encodeParameters(channel.key === undefined ? {} : { [channel.key]: key });
    } catch (error) {
      onProblem(
        new Problem("INVALID_PARAMETER", `key ${JSON.stringify(key)}: ${(error as Error).message}`).body(),
      );
      return;
    }
    requests.query(
      principal,
      message,
      { consistency: "local", minPosition },
      {
        onAnswer(outcome, bytes, position) {
          if (outcome !== Outcome.Replied) {
            onProblem(outcomeProblem(outcome, bytes, "query", false).body());
            return;
          }
          const answer = catalog.answer(bytes);
          if (answer.kind === "reply") onImage(answer.body, position);
          else onProblem(answer.problem);
        },
      },
    );
  };
}

function mayListen(key: string, principal: Principal): boolean {
  return key === String(principal.principalId) || (principal.roles & Role.Operator) !== 0;
}
