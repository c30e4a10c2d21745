package florin.transactions;

import florin.journal.test.ArchitectureRules;

class ArchitectureTests implements ArchitectureRules {}
