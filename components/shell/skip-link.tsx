/** The first stop of the Tab key: past the navigation. */
export function SkipLink() {
  return (
    <a
      href="#content"
      className="fixed start-2 top-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-1.5 font-medium text-on-accent text-sm focus:translate-y-0"
    >
      Skip to content
    </a>
  )
}
