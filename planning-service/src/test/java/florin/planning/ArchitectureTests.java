package florin.planning;

import florin.journal.test.ArchitectureRules;

class ArchitectureTests implements ArchitectureRules {}
