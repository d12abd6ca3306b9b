'use client'

import { type ComponentType, cloneElement, type MouseEvent, type ReactElement, useEffect, useState } from 'react'
import { whenIdle } from '@/components/ui/when-idle'

/** What a layer (menu, popover, dialog) gets from the button that opens it. */
export interface LayerProps {
  /** The button; the layer puts it in its place. */
  trigger: ReactElement
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Opened by a key, so the first thing in it gets the focus. */
  byKeyboard: boolean
}

interface TriggerProps {
  'aria-haspopup'?: 'menu' | 'dialog'
  'aria-expanded'?: boolean
  onPointerEnter?: () => void
  onFocus?: () => void
  onClick?: (event: MouseEvent) => void
}

type OnDemandProps<Props extends LayerProps> = Omit<Props, keyof LayerProps> & {
  trigger: ReactElement<TriggerProps>
}

/**
 * A button whose layer is fetched when the page is done, or somebody is about to use it: no page needs menus to show
 * itself. The first press puts layer and button in the place of the button alone. Code that does not come, because the
 * network is gone, is asked for again by the next press.
 */
export function onDemand<Props extends LayerProps>(
  kind: 'menu' | 'dialog',
  load: () => Promise<ComponentType<Props>>,
): ComponentType<OnDemandProps<Props>> {
  let loaded: ComponentType<Props> | undefined
  const fetchLayer = async () => {
    loaded ??= await load()
    return loaded
  }
  const prepare = () => void fetchLayer().catch(() => undefined)
  // biome-ignore lint/correctness/noComponentHookFactories: called once a module, as `memo` and `lazy` are.
  return function OnDemand({ trigger, ...props }: OnDemandProps<Props>) {
    const [Layer, setLayer] = useState<ComponentType<Props>>()
    const [state, setState] = useState({ open: false, byKeyboard: false })
    useEffect(() => whenIdle(prepare), [])
    if (Layer === undefined)
      return cloneElement(trigger, {
        'aria-haspopup': kind,
        'aria-expanded': false,
        onPointerEnter: prepare,
        onFocus: prepare,
        onClick: ({ detail }) => {
          void fetchLayer().then(
            (layer) => {
              setLayer(() => layer)
              setState({ open: true, byKeyboard: detail === 0 })
            },
            () => undefined,
          )
        },
      })
    const given = {
      ...props,
      ...state,
      trigger,
      onOpenChange: (open: boolean) => setState({ open, byKeyboard: false }),
    }
    return <Layer {...(given as unknown as Props)} /> // all members of Props, in two parts
  }
}
