import { randomBytes } from "node:crypto";
import { dirname, resolve } from "node:path";
import { AccessClient, RejectionCode, Roles } from "@lockstep/domain/access/access-messages";
import type { Application } from "@lockstep/host/application";
import { ClusterChannel, accepted } from "@lockstep/host/cluster-channel";
import { DEVELOPER } from "@lockstep/host/developer";
import { openSecretBox } from "@lockstep/host/key-file";
import type { Command } from "commander";
import { type NativeOptions, connectNatively, withNativeOptions } from "../native-client.ts";
import { positiveInteger } from "./market-commands.ts";

const TIMEOUT_MS = 10_000;
const SECRET_BYTES = 32;

/** The first key of a cluster in production, where nobody has one to ask the gateway with. */
export function addKeyCommands(program: Command, application: Application): void {
  withNativeOptions(program.command("create-key"), application)
    .description("make an API key, on the machine of a node; its secret is told once")
    .argument(
      "<principal>",
      "who it speaks for; one that does not exist becomes an operator",
      positiveInteger,
    )
    .option("--name <name>", "what people call a new principal", "Operator")
    .action(async (principalId: number, options: NativeOptions & { name: string }) => {
      const client = await connectNatively(options);
      try {
        const { protocols } = application;
        const channel = new ClusterChannel({
          port: client,
          caller: DEVELOPER,
          protocols,
          timeoutMs: TIMEOUT_MS,
        });
        const { keyId, secret } = await createKey(new AccessClient(channel), principalId, options);
        console.log(`key     ${keyId}\nsecret  ${secret}\nHow to sign with it is in gateway/README.md.`);
      } finally {
        client.stop();
      }
    });
}

async function createKey(
  access: AccessClient,
  principalId: number,
  { name, data }: NativeOptions & { name: string },
): Promise<{ keyId: string; secret: string }> {
  const made = await access.createPrincipal({ principalId, roles: Roles.Operator, name, subject: "" });
  const isThere = made.template === "Rejected" && made.code === RejectionCode.PrincipalExists;
  if (!isThere) accepted(made);
  const keyId = `key-${randomBytes(8).toString("hex")}`;
  const secret = randomBytes(SECRET_BYTES).toString("hex");
  const encryptedSecret = openSecretBox(dirname(resolve(data))).seal(keyId, Buffer.from(secret));
  accepted(await access.createApiKey({ principalId, keyId, encryptedSecret }));
  return { keyId, secret };
}
