/** Schemas as files: lab/condition.schema.json for editors, lab/result.schema.json for programs. */
import { conditionJsonSchema } from "./scenario/condition";
import { resultJsonSchema } from "./run/result";

/** Text of each schema file by its name within the project. */
export function schemaFiles(): ReadonlyMap<string, string> {
  const text = (schema: object): string => `${JSON.stringify(schema, null, 2)}\n`;
  return new Map([
    ["lab/condition.schema.json", text(conditionJsonSchema())],
    ["lab/result.schema.json", text(resultJsonSchema())],
  ]);
}
