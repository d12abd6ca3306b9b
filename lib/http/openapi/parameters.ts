/** What the parameters in paths mean; an operation can say otherwise. */
import { z } from 'zod'
import { boundedText, textMax } from '@/lib/model/rules/bounds'

const entityType = boundedText(textMax.name).describe('Type of entity, such as `dashboard`')

export const pathParameters: Readonly<Record<string, z.ZodType>> = {
  id: z.uuid().describe('Id of the entity'),
  fqn: boundedText(textMax.fqn).min(1).describe('Fully qualified name, percent-encoded as one segment'),
  version: boundedText(textMax.name)
    .regex(/^\d+(\.\d+)?$/)
    .describe('Such as `0.1`'),
  userId: z.uuid().describe('Id of the user'),
  runId: boundedText(textMax.name).min(1).describe('Id of the run'),
  type: entityType,
  toType: entityType,
  toId: z.uuid().describe('Id of the entity downstream'),
  toFqn: boundedText(textMax.fqn).min(1).describe('Fully qualified name of the entity downstream'),
  source: boundedText(textMax.name).min(1).describe('How the edges came about, such as `Manual` or `DashboardLineage`'),
  date: z.iso.date(),
}

export const namesIn = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
