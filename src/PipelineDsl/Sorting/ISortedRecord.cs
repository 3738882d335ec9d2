namespace PipelineDsl;

/// <summary>A record of fixed size that can be sorted outside memory (<see cref="SortedRuns{T}"/>). It is written as it lies in memory, little-endian.</summary>
/// <typeparam name="T">The record's own type, without padding whose bytes are left to chance.</typeparam>
public interface ISortedRecord<T>
    where T : unmanaged, ISortedRecord<T>
{
    /// <summary>The order; total: 0 only for records that are equal in every byte, so that the sorted sequence does not depend on the order of arrival.</summary>
    static abstract int Compare(in T a, in T b);

    /// <summary>What ranges are made by: never smaller for a later record. For a hash its first 64 bits, so that equal ranges hold about as many records each.</summary>
    static abstract ulong Range(in T record);

    /// <summary>What a record of a file that another run wrote is in this one; the order stays the same. Default: the record as it is.</summary>
    /// <param name="record">The record.</param>
    /// <param name="by">What the file's places have to be moved by.</param>
    static virtual T Moved(in T record, ulong by) => record;
}
