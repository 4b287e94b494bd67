import { Random } from "@lockstep/cluster/simulator/random";
import { application } from "@lockstep/exchange/application";
import { sampleBytes } from "../sample-message.ts";
import { ACCEPTED, type Target } from "../target.ts";

/** What services check before a command is sequenced, and what everybody reads who was told that it is well-formed. */
export function sbeMessages(): Target {
  const services = application.services();
  const protocols = application.protocols;
  const random = new Random(1);
  const corpus = protocols.flatMap((protocol) =>
    protocol.messages.flatMap((message) =>
      Array.from({ length: 3 }, () => sampleBytes(protocol, message, random)),
    ),
  );
  return {
    name: "sbe-messages",
    corpus,
    decode: (input) => {
      if (input.byteLength < 8) return "TOO_SHORT"; // Whoever cuts messages out of frames sees to that.
      const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
      const schemaId = view.getUint16(4, true);
      const protocol = protocols.find(({ contract }) => contract.schemaId === schemaId);
      const message = protocol?.at(view, 0);
      if (message === undefined) return "UNKNOWN_TEMPLATE";
      const isRequest = message.kind === "command" || message.kind === "query";
      const service = services.find((each) => each.schemaId === schemaId)!;
      const reason = isRequest
        ? service.validate(view, 0, input.byteLength)
        : message.validate(view, 0, input.byteLength);
      if (reason !== undefined) return "INVALID";
      message.toJson(view, 0);
      return ACCEPTED;
    },
  };
}
