// The page at the top of every bundle: what the file is and how anyone checks it (protocol.md section 8). Its bytes are part of the layout.

/** Text of README.txt, the same in every bundle of this version. */
export const README = `What this is

This file proves that one authority sent a transmission to another: what was sent, when it was entered in the registers of both,
and what the recipient acknowledged. It was made by Rogatory. It proves the transmission; it does not certify the content.

How to check it

1. Ask for the trust card of the relay from somebody you trust: your own authority, the secretariat, the operator. Not from the person
   who gave you this file.
2. Run:  rogatory verify FILE --trust CARD
   No network and no account are needed. Each check is listed with what it found.

Without a trust card the same command can only say that the file agrees with itself. It then prints the fingerprints to compare.

What is inside

mimetype, META-INF/manifest.sha256   the kind of this file, and the SHA-256 of each other file (readable by sha256sum)
summary.txt                          what the files below prove, in words; it proves nothing by itself
transmission/                        the signed statement, the digests of its wraps, gestures of officials, sealed content if included
evidence/                            entries of registers, each with the proof of its place under a sealed checkpoint
acknowledgements/                    what recipients' devices signed: received, opened, taken
chains/                              for each authority, every change of its officials, devices and keys
entries/                             the operator's admission of each authority, with the keys of its register
directory/                           the list of all changes of all authorities, so that a missing one would be seen
claimed/trust-card.json              the trust card of whoever made this file: for comparison only
disclosed/                           keys that the maker of this file chose to disclose; empty or absent otherwise

Formats: CBOR (RFC 8949), COSE (RFC 9052), and the signed notes, checkpoints and proofs of C2SP.
`;
