'use client'

import { queryOptions, useQuery } from '@tanstack/react-query'
import { PlainProse, Prose } from '@/components/ui/prose'
import { api } from '@/lib/client/api'
import { textMax } from '@/lib/model/rules/text-max'

/** What the server makes of a text; null where the text itself is to be shown. */
export interface FormattedText {
  readonly html: string | null
}

export const markdownQuery = (text: string) =>
  queryOptions({
    queryKey: ['markdown', text] as const,
    queryFn: ({ signal }) => api<FormattedText>('markdown', { method: 'POST', body: { text }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  })

interface MarkdownProps {
  text: string
  /** What the server has made of this very text; it is asked when nothing is given. */
  formatted?: FormattedText | undefined
}

/**
 * Markdown as prose. It is formatted by the server, so that no text can hang a tab; until then it is shown as typed.
 * Texts from before there was a bound are not sent, only the server has made something of those.
 */
export function Markdown({ text, formatted }: MarkdownProps) {
  if (formatted !== undefined) return <Formatted text={text} html={formatted.html} />
  return text.length > textMax.prose ? <PlainProse text={text} /> : <AskedMarkdown text={text} />
}

function AskedMarkdown({ text }: { text: string }) {
  const { data } = useQuery(markdownQuery(text))
  return <Formatted text={text} html={data?.html ?? null} />
}

const Formatted = ({ text, html }: { text: string; html: string | null }) =>
  html === null || html === '' ? <PlainProse text={text} /> : <Prose html={html} />
