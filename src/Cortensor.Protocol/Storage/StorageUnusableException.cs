namespace Cortensor.Protocol.Storage;

/// <summary>
/// The storage is not what was written to it, or not ours. Unlike a full disk this does not pass: nothing may be promised on it any more.
/// </summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">What it came from.</param>
public class StorageUnusableException(string message, Exception? inner = null) : IOException(message, inner);
