import { type JsonPatch, patching } from '@/lib/model/edits/json-patch'

/** The patched document, without turns for anybody. */
export function applyPatch(document: Readonly<Record<string, unknown>>, patch: JsonPatch): Record<string, unknown> {
  const steps = patching(document, patch)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
