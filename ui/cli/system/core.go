package system

// NoCoreFiles has the system write no core file of this process, in which every secret in its memory would be:
// neither by a crash nor at a signal, and, where the system knows that, nor by a program that crashes are handed to.
// Other programs of the same user can then not look into its memory either. Call it before anything else; what the
// system does not offer is left out.
func NoCoreFiles() { noCoreFiles() }
