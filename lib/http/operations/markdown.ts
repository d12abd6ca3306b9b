/** Markdown as readers see it: one rendering for pages, previews and programs. */
import { z } from 'zod'
import { json } from '@/lib/http/json'
import { operation } from '@/lib/http/operation'
import { markdown } from '@/lib/model/entities/entity'

export const formattedSchema = z
  .strictObject({
    html: z
      .string()
      .nullable()
      .describe(
        'Safe to show as it is; null where the text itself is to be shown, because formatting would lose words',
      ),
  })
  .meta({ id: 'FormattedText' })

export const formatMarkdown = operation({
  id: 'formatMarkdown',
  tag: 'System',
  summary: 'Format Markdown as the pages show it (ours)',
  notes: 'HTML in the text is reduced to what cannot do harm. What takes too long is not formatted.',
  body: z.strictObject({ text: markdown }),
  responses: { 200: { description: 'The text as HTML', schema: formattedSchema } },
  example: { stage: 'use', body: { text: '**Revenue** by region' } },
  handle: async ({ body, services }) =>
    json({ html: await services.markdown.render(body.text) } satisfies z.input<typeof formattedSchema>),
})
