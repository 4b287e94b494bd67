import { protocol } from "@lockstep/domain/contract/protocol";
import type { Application } from "@lockstep/host/application";
import { templateContract } from "./template-contract.ts";
import { templateCodecs, type TemplateMessages, templateService } from "./template-messages.ts";
import { Template } from "./template-service.ts";

export const application: Application<TemplateMessages> = {
  name: "template",
  description: "Adds up.",
  module: import.meta.url,
  services: () => [templateService(new Template())],
  protocols: [protocol(templateContract, templateCodecs)],
  firstSteps: ({ url, developmentKey, tool }) => [
    `${tool} send add '{"amount": 5}'`,
    `${tool} ask total`,
    `curl -sL ${url}/v1/template/total -H 'X-Lockstep-Key: ${developmentKey}'`,
  ],
};
