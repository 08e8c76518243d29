// A question that must be answered before anything else goes on.
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import './dialog.css';

/** Shown while `isOpen`. `actions`: its buttons, the safe one first. */
export function Dialog({
  title,
  isOpen,
  onClose,
  actions,
  children,
}: {
  readonly title: string;
  readonly isOpen: boolean;
  onClose(): void;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className="dialog-back"
    >
      <Modal className="dialog-place">
        <AriaDialog className="dialog">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          <div className="stack">{children}</div>
          <div className="row dialog-actions">{actions}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
