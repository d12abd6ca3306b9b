/**
 * Puts text on the clipboard and says whether it worked. The clipboard API needs HTTPS or localhost; a catalogue on a
 * plain-HTTP host in a company network falls back to the old command.
 */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard !== undefined && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      // Refused by a permission: the old command may still work.
    }
  }
  const focused = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  area.style.opacity = '0'
  // Inside the open dialog, if there is one: its focus trap would take the focus away from an element outside.
  const parent = focused?.closest('[role=dialog], [role=alertdialog]') ?? document.body
  parent.append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return copied
}
