-- Written by hand: what is evidence is refused any change by the database itself, so that no later query can do it by mistake.
-- The sealed body of an envelope may go (retention), its statement never.
CREATE TRIGGER log_leaves_no_update BEFORE UPDATE ON log_leaves
BEGIN SELECT RAISE(ABORT, 'log_leaves is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER log_leaves_no_delete BEFORE DELETE ON log_leaves
BEGIN SELECT RAISE(ABORT, 'log_leaves is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER sealed_checkpoints_no_update BEFORE UPDATE ON sealed_checkpoints
BEGIN SELECT RAISE(ABORT, 'sealed_checkpoints is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER sealed_checkpoints_no_delete BEFORE DELETE ON sealed_checkpoints
BEGIN SELECT RAISE(ABORT, 'sealed_checkpoints is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER parties_no_update BEFORE UPDATE ON parties
BEGIN SELECT RAISE(ABORT, 'parties is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER parties_no_delete BEFORE DELETE ON parties
BEGIN SELECT RAISE(ABORT, 'parties is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER acknowledgements_no_update BEFORE UPDATE ON acknowledgements
BEGIN SELECT RAISE(ABORT, 'acknowledgements is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER acknowledgements_no_delete BEFORE DELETE ON acknowledgements
BEGIN SELECT RAISE(ABORT, 'acknowledgements is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER epoch_keys_no_update BEFORE UPDATE ON epoch_keys
BEGIN SELECT RAISE(ABORT, 'epoch_keys is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER epoch_keys_no_delete BEFORE DELETE ON epoch_keys
BEGIN SELECT RAISE(ABORT, 'epoch_keys is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER upload_references_no_update BEFORE UPDATE ON upload_references
BEGIN SELECT RAISE(ABORT, 'upload_references is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER upload_references_no_delete BEFORE DELETE ON upload_references
BEGIN SELECT RAISE(ABORT, 'upload_references is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER logs_no_delete BEFORE DELETE ON logs
BEGIN SELECT RAISE(ABORT, 'logs is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER chains_no_delete BEFORE DELETE ON chains
BEGIN SELECT RAISE(ABORT, 'chains is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER directory_objects_no_delete BEFORE DELETE ON directory_objects
BEGIN SELECT RAISE(ABORT, 'directory_objects is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER envelopes_no_delete BEFORE DELETE ON envelopes
BEGIN SELECT RAISE(ABORT, 'envelopes is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER wraps_no_update BEFORE UPDATE ON wraps
BEGIN SELECT RAISE(ABORT, 'wraps are never rewritten'); END;
--> statement-breakpoint
CREATE TRIGGER lockboxes_no_update BEFORE UPDATE ON lockboxes
BEGIN SELECT RAISE(ABORT, 'lockboxes are never rewritten'); END;
--> statement-breakpoint
CREATE TRIGGER logs_only_grow BEFORE UPDATE ON logs
WHEN NEW.id IS NOT OLD.id OR NEW.origin IS NOT OLD.origin OR NEW.kind IS NOT OLD.kind OR NEW.authority IS NOT OLD.authority
  OR NEW.size < OLD.size
  OR (NEW.size = OLD.size AND (NEW.root IS NOT OLD.root OR NEW.edge IS NOT OLD.edge))
BEGIN SELECT RAISE(ABORT, 'a log only grows'); END;
--> statement-breakpoint
CREATE TRIGGER chains_only_grow BEFORE UPDATE ON chains
WHEN NEW.authority IS NOT OLD.authority OR NEW.created_at IS NOT OLD.created_at
  OR NEW.head_seq < OLD.head_seq
  OR (NEW.head_seq = OLD.head_seq AND NEW.head_hash IS NOT OLD.head_hash)
  OR OLD.state = 'closed'
  OR (OLD.state = 'admitted' AND NEW.state = 'founding')
BEGIN SELECT RAISE(ABORT, 'a chain only grows'); END;
--> statement-breakpoint
CREATE TRIGGER directory_objects_fixed BEFORE UPDATE ON directory_objects
WHEN NEW.hash IS NOT OLD.hash OR NEW.kind IS NOT OLD.kind OR NEW.authority IS NOT OLD.authority OR NEW.seq IS NOT OLD.seq OR NEW.bytes IS NOT OLD.bytes
  OR OLD.dir_index IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a directory object is placed once and never changed'); END;
--> statement-breakpoint
CREATE TRIGGER envelopes_fixed BEFORE UPDATE ON envelopes
WHEN NEW.id IS NOT OLD.id OR NEW.subject IS NOT OLD.subject OR NEW.sender IS NOT OLD.sender OR NEW.message_id IS NOT OLD.message_id OR NEW.kid IS NOT OLD.kid OR NEW.case_id IS NOT OLD.case_id OR NEW.class IS NOT OLD.class
  OR NEW.answer_by IS NOT OLD.answer_by OR NEW.received_at IS NOT OLD.received_at OR NEW.statement IS NOT OLD.statement OR NEW.wrap_list IS NOT OLD.wrap_list
  OR (OLD.state <> 'proposed' AND (NEW.state IS NOT OLD.state OR NEW.gestures IS NOT OLD.gestures))
  OR (OLD.gestures IS NOT NULL AND NEW.gestures IS NULL)
  OR (NEW.body IS NOT OLD.body AND NEW.body IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a statement is never changed; only its body may go'); END;
