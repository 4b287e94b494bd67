import { runApplication } from "@lockstep/host/run-application";
import { application } from "./application.ts";

await runApplication(application);
