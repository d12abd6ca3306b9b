/** A sentence in which `code` is marked by backticks. */
export function InlineCode({ text }: { text: string }) {
  return text.split(/`([^`]+)`/).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
      <code key={at} className="rounded-sm bg-active px-1 font-mono text-[0.92em]">
        {part}
      </code>
    ),
  )
}
