/** A line of a crontab that imports the next file as the last one was. */
import { shellWord } from '@/lib/client/code-text'
import type { JobView } from '@/lib/model/wire/job'

/** `mapping`: the name under which it is kept. A percent sign ends the command in a crontab. */
export function cronLine(
  { collection = 'dashboards', title }: Pick<JobView, 'collection' | 'title'>,
  mapping: string,
  origin: string,
): string {
  const query = new URLSearchParams({ collection, mapping, fileName: title, run: 'true' })
  return [
    `30 2 * * * curl -fsS -X POST ${shellWord(`${origin}/api/x/imports?${query}`)}`,
    '-H "Authorization: Bearer $TOKEN"',
    "-H 'Content-Type: application/octet-stream'",
    `--data-binary @${shellWord(`/path/to/${title}`)}`,
  ]
    .join(' ')
    .replaceAll('%', '\\%')
}
