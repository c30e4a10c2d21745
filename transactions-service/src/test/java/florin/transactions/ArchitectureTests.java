package florin.transactions;

import florin.architecture.ArchitectureRules;

class ArchitectureTests implements ArchitectureRules {}
