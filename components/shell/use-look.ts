import { useSyncExternalStore } from 'react'
import { type Choice, type Look, looks, onLook, parseLook } from '@/components/shell/look'

/** What is chosen; `first` is what the server knows, where it draws what asks. */
export const useLook = <Of extends Look>(look: Of, first: Choice<Of> = looks[look][0]): Choice<Of> =>
  useSyncExternalStore(
    onLook,
    () => parseLook(look, document.documentElement.dataset[look]),
    () => first,
  )
