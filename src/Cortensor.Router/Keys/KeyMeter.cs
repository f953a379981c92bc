namespace Cortensor.Router.Keys;

/// <summary>What one key has used: a bucket that refills over a minute, and the requests it has under way.</summary>
internal sealed class KeyMeter(TimeProvider time)
{
    private readonly Lock _lock = new();
    private double _left = double.PositiveInfinity;
    private long _at = time.GetTimestamp();
    private int _running;

    /// <summary>Takes one request from the bucket and one place at once, as far as there are any. A limit of 0 is none.</summary>
    public KeyPermit Enter(int perMinute, int atOnce)
    {
        lock (_lock)
        {
            bool inRate = perMinute == 0 || Take_NeedsLock(perMinute);
            bool hasPlace = atOnce == 0 || _running < atOnce;
            if (inRate && hasPlace)
            {
                _running++;
            }

            int left = perMinute == 0 ? 0 : (int)_left;
            double perSecond = perMinute / 60.0;
            return new KeyPermit(inRate && hasPlace ? this : null)
            {
                RateExceeded = !inRate,
                TooManyAtOnce = inRate && !hasPlace,
                Limit = perMinute,
                Left = left,
                RetrySeconds = inRate ? 0 : Math.Max(1, (int)Math.Ceiling((1 - _left) / perSecond)),
                ResetSeconds = perMinute == 0 ? 0 : (perMinute - _left) / perSecond,
            };
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            _running--;
        }
    }

    private bool Take_NeedsLock(int perMinute)
    {
        long now = time.GetTimestamp();
        _left = Math.Min(perMinute, _left + (time.GetElapsedTime(_at, now).TotalMinutes * perMinute));
        _at = now;
        if (_left < 1)
        {
            return false;
        }

        _left--;
        return true;
    }
}
