import { Redo2, Undo2 } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'

interface UndoButtonsProps {
  canUndo: boolean
  canRedo: boolean
  undo: () => void
  redo: () => void
}

/** What was done to cells is taken back, and done again. The grid has the keys. */
export const UndoButtons = ({ canUndo, canRedo, undo, redo }: UndoButtonsProps) => (
  <>
    <IconButton label="Undo" keys="Ctrl Z" variant="secondary" disabled={!canUndo} onClick={undo}>
      <Undo2 aria-hidden strokeWidth={1.75} className="size-4" />
    </IconButton>
    <IconButton label="Redo" keys="Ctrl Y" variant="secondary" disabled={!canRedo} onClick={redo}>
      <Redo2 aria-hidden strokeWidth={1.75} className="size-4" />
    </IconButton>
  </>
)
