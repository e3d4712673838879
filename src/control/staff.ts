import { type Command, Option } from "commander";
import { Role } from "../access/roles.js";
import { AgencyKind } from "../modules/agencies/enums.js";
import { examples, parseDay, parseKato } from "./arguments.js";
import type { ArgsOf, CommandName, ResultOf } from "./commands.js";

/** Runs a command of the server, and says a line. */
export interface Terminal {
  call<Name extends CommandName>(command: Name, args: ArgsOf<Name>): Promise<ResultOf<Name>>;
  print(line: string): void;
}

const lower = (values: readonly string[]) => values.map((value) => value.toLowerCase());
const DRY_RUN = ["--dry-run", "say what would happen and write nothing", false] as const;
const oneOf = (flags: string, description: string, values: readonly string[]) =>
  new Option(flags, description).choices(lower(values)).makeOptionMandatory();

/** The commands by which an operator keeps agencies, officers and appointments; `officer` has its first ones already. */
export function addStaffCommands(program: Command, officer: Command, terminal: Terminal) {
  addAgencyCommands(program.command("agency").description("agencies that aren't schools"), terminal);
  addOfficerCommands(officer, terminal);
  addAppointmentCommands(program.command("appointment").description("who acts in which role, and where"), terminal);
}

type Outcome = { id: string | null; isNew: boolean };
const tellMade = ({ print }: Terminal, { id, isNew }: Outcome) => {
  if (!isNew) print(`${id} was there already`);
  else print(id ?? "It would be added (dry run: nothing was written)");
};

function addAgencyCommands(agency: Command, terminal: Terminal) {
  agency
    .command("add")
    .description("add an agency; run again, it changes nothing")
    .addOption(oneOf("--kind <kind>", "what it answers for", AgencyKind.values))
    .requiredOption("--name <name>", "its name in Russian")
    .option("--name-kk <name>", "its name in Kazakh")
    .option("--kato <code>", "its territory; the whole country, when left out", parseKato)
    .option("--phone <phone>", "its public phone")
    .option(...DRY_RUN)
    .addHelpText("after", examples('agency add --kind juvenile_police --name "ОЮП Алатау" --kato 751210000'))
    .action(async ({ kind, name: nameRu, ...given }) => {
      tellMade(terminal, await terminal.call("addAgency", { kind: kind.toUpperCase(), nameRu, ...given }));
    });
}

function addOfficerCommands(officer: Command, terminal: Terminal) {
  officer
    .command("add")
    .description("add an officer, or a service that acts for an agency; run again, it changes nothing")
    .requiredOption("--agency <id>", "the agency that it acts for")
    .requiredOption("--name <name>", "the person's name, or what the service is called")
    .option("--service", "it is a program and no person")
    .option("--position <post>", "the post in the agency")
    .option("--phone <phone>", "where the person is reached on duty")
    .option("--subject <name>", "what the OpenID provider's tokens call it")
    .option(...DRY_RUN)
    .addHelpText("after", examples('officer add --agency agency_0192… --name "Серик Ахметов" --subject 248289761001'))
    .action(async ({ service, phone, ...given }) => {
      const kind = service ? "SERVICE" : "PERSON";
      tellMade(terminal, await terminal.call("addOfficer", { kind, dutyPhone: phone, ...given }));
    });
  officer
    .command("list")
    .description("officers by name, with tabs between: id, name, kind, agency, subject, appointments in force")
    .option("--agency <id>", "only of this agency")
    .addHelpText("after", examples("officer list", "officer list --agency agency_0192…"))
    .action(async (given) => {
      for (const { id, name, kind, agency, subject, appointments } of await terminal.call("listOfficers", given))
        terminal.print([id, name, kind, agency, subject ?? "-", appointments || "-"].join("\t"));
    });
  officer
    .command("end")
    .description("end every appointment of an officer and the link to the provider; acts on the next request")
    .requiredOption("--officer <id>", "the officer's id")
    .addHelpText("after", examples("officer end --officer officer_0192…"))
    .action(async (given) => {
      const { ended } = await terminal.call("endOfficer", given);
      terminal.print(`${ended} appointments ended`);
    });
}

function addAppointmentCommands(appointment: Command, terminal: Terminal) {
  appointment
    .command("add")
    .description("appoint an officer; acts on the next request; run again, it changes nothing")
    .requiredOption("--officer <id>", "the officer's id")
    .addOption(oneOf("--role <role>", "in which role", Role.values))
    .option("--kato <code>", "the jurisdiction: a region or a district", parseKato)
    .option("--school <id>", "the jurisdiction: a school")
    .option("--country", "the jurisdiction: the whole country")
    .option("--from <day>", "the first day; today, when left out", parseDay)
    .option("--to <day>", "the last day", parseDay)
    .option("--acting-for <officer>", "the officer whose deputy this one is")
    .option(...DRY_RUN)
    .addHelpText("after", examples("appointment add --officer officer_0192… --role dispatcher --kato 750000000"))
    .action(async ({ role, ...given }) => {
      tellMade(terminal, await terminal.call("addAppointment", { role: role.toUpperCase(), ...given }));
    });
  appointment
    .command("end")
    .description("end an appointment; at once, without a day")
    .requiredOption("--appointment <id>", "the appointment's id")
    .option("--on <day>", "its last day", parseDay)
    .addHelpText("after", examples("appointment end --appointment appointment_0192… --on 2026-12-31"))
    .action(async (given) => {
      const { id, isNew } = await terminal.call("endAppointment", given);
      terminal.print(isNew ? `${id} ends` : `${id} was over already`);
    });
}
