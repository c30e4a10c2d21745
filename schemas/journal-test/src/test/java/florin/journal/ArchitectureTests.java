package florin.journal;

import florin.journal.test.ArchitectureRules;

class ArchitectureTests implements ArchitectureRules {}
