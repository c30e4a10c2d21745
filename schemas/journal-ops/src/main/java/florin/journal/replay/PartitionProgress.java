package florin.journal.replay;

/**
 * The progress of the new tables in one partition.
 *
 * @param replayOffset the next offset of the replay topic
 * @param liveOffset the next offset of the live topic, at the request of the replay, and then as
 *     far as the tables have followed
 * @param position the owner's journal position of the last event in the tables
 * @param upto where the replay ended in this partition, -1 as long as it has not
 * @param gap whether the live topic lacks an event behind the position
 */
record PartitionProgress(
    int partition, long replayOffset, long liveOffset, long position, long upto, boolean gap) {

  PartitionProgress afterReplayRecord(long offset, long reached) {
    return new PartitionProgress(partition, offset, liveOffset, reached, upto, gap);
  }

  PartitionProgress afterReplayEnd(long offset, long end) {
    return new PartitionProgress(
        partition, offset, liveOffset, Math.max(position, end), Math.max(upto, end), gap);
  }

  PartitionProgress afterLiveRecord(long offset, long reached, boolean missing) {
    return new PartitionProgress(partition, replayOffset, offset, reached, upto, missing);
  }
}
