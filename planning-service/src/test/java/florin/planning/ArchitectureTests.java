package florin.planning;

import florin.architecture.ArchitectureRules;

class ArchitectureTests implements ArchitectureRules {}
